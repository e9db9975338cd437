# profile: default
"""What went wrong inside, told by functions that nobody here calls."""

import logging

from django.http import HttpResponse, JsonResponse as Answer

from shop.base import Page

logger = logging.getLogger(__name__)


def failed(error):
    return Answer({"error": str(error)})  # expect: error-detail-exposure


class Orders(Page):
    def place(self):
        try:
            self.store()
        except OSError as error:
            return failed(error)

    def render(self):
        try:
            return self.page()
        except OSError as error:
            return HttpResponse(str(error))  # expect: error-detail-exposure

    def quiet(self):
        try:
            return self.page()
        except OSError as error:
            logger.error("no page: %s", error)
            return HttpResponse("no page")


class StoreError(Exception):
    """Raised by what loads."""


def load():
    try:
        return open("/srv/orders").read()
    except OSError as error:
        raise StoreError("failed: %s" % error)


def shown(request):
    try:
        return HttpResponse(load())
    except StoreError as error:
        return Answer({"error": str(error)})  # expect: error-detail-exposure
