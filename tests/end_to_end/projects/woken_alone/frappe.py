import os

import frappe

@frappe.whitelist(allow_guest=True)
def run(c):
    os.system(c)  # expect: command-injection
