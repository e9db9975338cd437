# profile: default
"""Text of a request in the cells of a table that somebody opens with a spreadsheet program."""

import csv
import io

from flask import Flask, Response, request

app = Flask(__name__)


@app.route("/export", methods=["POST"])
def bad():
    table = io.StringIO()
    csv.writer(table).writerow([request.form["name"], 1])  # expect: spreadsheet-formula-injection
    return Response(table.getvalue(), mimetype="text/csv")


@app.route("/export/safe", methods=["POST"])
def good():
    table = io.StringIO()
    csv.writer(table).writerow(["'" + request.form["name"], 1])
    return Response(table.getvalue(), mimetype="text/csv")


@app.route("/ways", methods=["POST"])
def each_way():
    import openpyxl
    import pandas
    import xlsxwriter

    name = request.form["name"]
    with open("names.csv", "w") as table:
        csv.writer(table).writerows([["name"], [name]])  # expect: spreadsheet-formula-injection
        rows = csv.DictWriter(table, fieldnames=["name"])
        rows.writeheader()
        rows.writerow({"name": name})  # expect: spreadsheet-formula-injection
        rows.writerows([{"name": name}])  # expect: spreadsheet-formula-injection
        rows.writerow({"name": "'" + name})
        rows.writerow({"name": f"name: {name}"})
        rows.writerow({"name": int(request.form["number"])})
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([name])  # expect: spreadsheet-formula-injection
    sheet["A1"] = name  # expect: spreadsheet-formula-injection
    sheet.cell(row=1, column=1, value=name)  # expect: spreadsheet-formula-injection
    sheet.cell(row=1, column=1).value = name  # expect: spreadsheet-formula-injection
    sheet["A1"] = "'" + name
    with xlsxwriter.Workbook("names.xlsx") as workbook:
        page = workbook.add_worksheet()
        page.write(0, 0, name)  # expect: spreadsheet-formula-injection
        page.write("A1", name)  # expect: spreadsheet-formula-injection
        page.write_row(0, 0, [name])  # expect: spreadsheet-formula-injection
        page.write_string(0, 0, name)
    pandas.DataFrame([{"name": name}]).to_csv("names.csv")  # expect: spreadsheet-formula-injection
    pandas.DataFrame([{"name": "Ada"}]).to_csv("names.csv")
    return "done"
