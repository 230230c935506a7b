"""For a WSGI server of your own: `gunicorn wsgi:app`. Reads the settings from the environment."""

from sscp_learning.app import create_app
from sscp_learning.demo import refuse_demo_people
from sscp_learning.platform import logs
from sscp_learning.platform.database import Database
from sscp_learning.settings import read_settings

logs.set_up()
settings = read_settings()
database = Database(settings.database_url)
refuse_demo_people(settings, database)
database.close()  # Each worker opens its own connections after the fork.
app = create_app(settings, database)
