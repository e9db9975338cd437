// Cells that spreadsheet programs read as formulas.

#include "engine/flow/models/models.h"

namespace meerkat::flow::models {
namespace {

using enum core::SinkKind;

constexpr SameModel kSame[] = {
    {"{unicodecsv,backports.csv}", "csv"},
    {"openpyxl.workbook.Workbook", "openpyxl.Workbook"},
    {"xlsxwriter.workbook.Workbook", "xlsxwriter.Workbook"},
};

constexpr TypeModel kTypes[] = {
    {"csv.{writer,DictWriter}()", ":csv_writer"},
    {"{openpyxl.Workbook,openpyxl.load_workbook}()", ":workbook"},
    {":workbook.active", ":sheet"},
    {":workbook[]", ":sheet"},
    {":workbook.{create_sheet,get_sheet_by_name}()", ":sheet"},
    {":sheet.cell()", ":sheet_cell"},
    {":sheet[]", ":sheet_cell"},
    {"xlsxwriter.Workbook()", ":formula_workbook"},
    {":formula_workbook.__enter__()", ":formula_workbook"},
    {":formula_workbook.add_worksheet()", ":formula_sheet"},
};

constexpr SinkModel kSinks[] = {
    {":csv_writer.{writerow,writerows}", "0:row :rowdict :rows :rowdicts", kSpreadsheet},
    {":sheet.append", "0:iterable", kSpreadsheet},
    {":sheet.cell", "2:value", kSpreadsheet},
    {":sheet[]=", "1", kSpreadsheet},
    {":sheet_cell.value=", "0", kSpreadsheet},
    {":formula_sheet.{write,write_row,write_column,write_formula}", "1+", kSpreadsheet},
    {":frame.{to_csv,to_excel}", "self", kSpreadsheet},
};

constexpr CarryModel kCarries[] = {
    {"pandas.DataFrame", "0:data"},
    {"pandas.DataFrame.{from_dict,from_records}", "0:data"},
};

}  // namespace

constinit const ModelTable kSpreadsheets = {
    .same = kSame, .types = kTypes, .sinks = kSinks, .carries = kCarries};

}  // namespace meerkat::flow::models
