"""Handlers that swallow everything."""

import logging


def bad(path):
    try:
        return open(path)
    except Exception:  # expect: except-pass
        pass


def good(path):
    try:
        return open(path)
    except OSError:
        logging.exception("cannot read %s", path)


def more(path):
    try:
        open(path)
    except:  # expect: except-pass
        pass
    try:
        open(path)
    except Exception as error:  # expect: except-pass
        # nothing to be done
        pass
    try:
        open(path)
    except (Exception):  # expect: except-pass
        pass
    else:
        pass
    finally:
        pass
    try:
        open(path)
    except BaseException: pass  # expect: except-pass
    try:
        open(path)
    except* Exception:  # expect: except-pass
        pass


def narrow(path):
    try:
        open(path)
    except OSError:
        pass
    except (Exception, OSError):
        pass
    try:
        open(path)
    except Exception:
        """A reason."""
        pass
    try:
        open(path)
    except Exception:
        ...
