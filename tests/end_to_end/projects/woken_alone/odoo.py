import os

from odoo import http

class C(http.Controller):
    @http.route('/x', auth='public')
    def x(self, q, **kw):
        os.system(q)  # expect: command-injection
