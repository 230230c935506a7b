"""Every table of the product, for migrations and tests: importing this module makes `metadata` whole."""

from sscp_learning.guidance import models as guidance
from sscp_learning.learning import models as learning
from sscp_learning.oversight import models as oversight
from sscp_learning.people import models as people
from sscp_learning.platform import append, jobs, outbox
from sscp_learning.platform.base import Base
from sscp_learning.review import models as review
from sscp_learning.topics import models as topics

MODULES = (append, jobs, learning, outbox, people, topics, guidance, review, oversight)
metadata = Base.metadata
