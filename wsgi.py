"""For a WSGI server of your own: `gunicorn wsgi:app`. Reads the settings from the environment."""

from sscp_learning.app import create_app
from sscp_learning.platform import logs
from sscp_learning.settings import read_settings

logs.set_up()
app = create_app(read_settings())
