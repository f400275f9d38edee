"""HTTP for a grown instance: granian or gunicorn serve pages from here, sockets stay with asgi.py."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("KULISSE_KEEP_CONNECTIONS", "60")  # the threads stay here, so their connections may
# The products of a page are small: threads for them would take the cores from other pages. Read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
application = get_wsgi_application()
gc.freeze()  # what is loaded by now stays: it is not looked through again and again
gc.set_threshold(10_000, 20, 50)
