"""Gives the test run what the settings need before Django reads them."""

import os
import secrets

os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
