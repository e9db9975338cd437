#pragma once

// The tables of this folder, one a field of libraries; each is in the file of its name.

#include "engine/flow/model.h"

namespace meerkat::flow::models {

extern const ModelTable kPython;        // the language's own functions, environment, input
extern const ModelTable kFiles;         // files, folders, archives
extern const ModelTable kProcesses;     // commands
extern const ModelTable kSqlTable;      // SQL
extern const ModelTable kNoSqlTable;    // databases without it, directories, search engines
extern const ModelTable kFlask;         // Flask and Werkzeug
extern const ModelTable kDjango;        // Django and Django REST framework
extern const ModelTable kAsgi;          // asynchronous web frameworks
extern const ModelTable kWsgi;          // other web frameworks and servers
extern const ModelTable kBusiness;      // frameworks of business applications
extern const ModelTable kEvents;        // functions in a cloud, messages, tasks, commands, prompts
extern const ModelTable kXmlTable;      // XML, XPath, pickles, YAML
extern const ModelTable kTemplates;     // templates and pages
extern const ModelTable kText;          // what makes text from text, and what gives nothing of it
extern const ModelTable kCryptography;  // hashes, random numbers
extern const ModelTable kLanguageModels;  // instructions of language models
extern const ModelTable kSpreadsheets;    // cells of CSV files and workbooks
extern const ModelTable kNetwork;         // requests that are sent
extern const ModelTable kEndings;         // functions that never come back

}  // namespace meerkat::flow::models
