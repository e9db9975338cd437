"""Called from elsewhere: what it answers with is made in another file."""

from shop import answers
from shop.base import Page

import shop.answers as made


class Orders(Page):
    def place(self, request):
        try:
            return self.store()
        except OSError as error:
            return answers.failed(str(error))  # expect: error-detail-exposure

    def cancel(self, request):
        try:
            return self.store()
        except OSError as error:
            return made.failed(str(error))  # expect: error-detail-exposure
