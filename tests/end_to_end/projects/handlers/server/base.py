import tornado.web


class BaseHandler(tornado.web.RequestHandler):
    def name(self):
        return self.get_argument("name")

    def number(self):
        return int(self.get_argument("number"))
