import os

import frappe

def run():
    os.system(frappe.form_dict.c)  # expect: command-injection
