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
