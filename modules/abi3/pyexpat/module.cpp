#include "modules/abi3/pyexpat/capsule.h"
#include "modules/abi3/pyexpat/pyexpat.h"

namespace pyro::abi3 {

namespace {

PyObject* error_string(PyObject*, PyObject* argument) {
  long code = PyLong_AsLong(argument);
  if (code == -1 && PyErr_Occurred()) return nullptr;
  const char* text = XML_ErrorString(static_cast<XML_Error>(code));
  return text == nullptr ? none() : PyUnicode_FromString(text);
}

struct ErrorName {
  const char* name;
  int code;
};

#define ERROR(name) {"XML_ERROR_" #name, XML_ERROR_##name},
constexpr ErrorName kErrors[] = {
    // clang-format off
    ERROR(NO_MEMORY) ERROR(SYNTAX) ERROR(NO_ELEMENTS) ERROR(INVALID_TOKEN) ERROR(UNCLOSED_TOKEN)
    ERROR(PARTIAL_CHAR) ERROR(TAG_MISMATCH) ERROR(DUPLICATE_ATTRIBUTE)
    ERROR(JUNK_AFTER_DOC_ELEMENT) ERROR(PARAM_ENTITY_REF) ERROR(UNDEFINED_ENTITY)
    ERROR(RECURSIVE_ENTITY_REF) ERROR(ASYNC_ENTITY) ERROR(BAD_CHAR_REF) ERROR(BINARY_ENTITY_REF)
    ERROR(ATTRIBUTE_EXTERNAL_ENTITY_REF) ERROR(MISPLACED_XML_PI) ERROR(UNKNOWN_ENCODING)
    ERROR(INCORRECT_ENCODING) ERROR(UNCLOSED_CDATA_SECTION) ERROR(EXTERNAL_ENTITY_HANDLING)
    ERROR(NOT_STANDALONE) ERROR(UNEXPECTED_STATE) ERROR(ENTITY_DECLARED_IN_PE)
    ERROR(FEATURE_REQUIRES_XML_DTD) ERROR(CANT_CHANGE_FEATURE_ONCE_PARSING)
    ERROR(UNBOUND_PREFIX) ERROR(UNDECLARING_PREFIX) ERROR(INCOMPLETE_PE) ERROR(XML_DECL)
    ERROR(TEXT_DECL) ERROR(PUBLICID) ERROR(SUSPENDED) ERROR(NOT_SUSPENDED) ERROR(ABORTED)
    ERROR(FINISHED) ERROR(SUSPEND_PE) ERROR(RESERVED_PREFIX_XML) ERROR(RESERVED_PREFIX_XMLNS)
    ERROR(RESERVED_NAMESPACE_URI) ERROR(INVALID_ARGUMENT) ERROR(NO_BUFFER)
    ERROR(AMPLIFICATION_LIMIT_BREACH)
    // clang-format on
};
#undef ERROR

// A module below this one, also found by the import statement; borrowed.
PyObject* add_submodule(PyObject* module, const char* qualified, const char* name,
                        const char* doc) {
  PyObject* submodule = PyImport_AddModule(qualified);
  if (submodule == nullptr || PyModule_SetDocString(submodule, doc) < 0 ||
      PyModule_AddObjectRef(module, name, submodule) < 0) {
    return nullptr;
  }
  return submodule;
}

bool add_errors(PyObject* module) {
  PyObject* errors = add_submodule(module, "pyexpat.errors", "errors",
                                   "Constants used to describe error conditions.");
  Ref codes(PyDict_New()), messages(PyDict_New());
  if (errors == nullptr || !codes || !messages) return false;
  for (const ErrorName& error : kErrors) {
    const char* text = XML_ErrorString(static_cast<XML_Error>(error.code));
    Ref message(PyUnicode_FromString(text == nullptr ? "" : text)),
        code(PyLong_FromLong(error.code));
    if (!message || !code || PyModule_AddObjectRef(errors, error.name, message) < 0 ||
        PyDict_SetItem(codes, message, code) < 0 || PyDict_SetItem(messages, code, message) < 0) {
      return false;
    }
  }
  return PyModule_AddObjectRef(errors, "codes", codes) == 0 &&
         PyModule_AddObjectRef(errors, "messages", messages) == 0;
}

#define NUMBER(name) {#name, static_cast<long long>(name)},
constexpr IntConstant kModel[] = {
    // clang-format off
    NUMBER(XML_CTYPE_EMPTY) NUMBER(XML_CTYPE_ANY) NUMBER(XML_CTYPE_MIXED) NUMBER(XML_CTYPE_NAME)
    NUMBER(XML_CTYPE_CHOICE) NUMBER(XML_CTYPE_SEQ) NUMBER(XML_CQUANT_NONE) NUMBER(XML_CQUANT_OPT)
    NUMBER(XML_CQUANT_REP) NUMBER(XML_CQUANT_PLUS)
    // clang-format on
};
constexpr IntConstant kNumbers[] = {
    // clang-format off
    NUMBER(XML_PARAM_ENTITY_PARSING_NEVER) NUMBER(XML_PARAM_ENTITY_PARSING_ALWAYS)
    NUMBER(XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
    // clang-format on
};
#undef NUMBER

bool add_features(PyObject* module) {
  Ref list(PyList_New(0));
  if (!list) return false;
  for (const XML_Feature* feature = XML_GetFeatureList(); feature->feature != XML_FEATURE_END;
       ++feature) {
    Ref item(Py_BuildValue("sl", feature->name, feature->value));
    if (!item || PyList_Append(list, item) < 0) return false;
  }
  return PyModule_AddObjectRef(module, "features", list) == 0;
}

void free_table(PyObject* capsule) { free(PyCapsule_GetPointer(capsule, kExpatCapsuleName)); }

bool add_table(PyObject* module) {
  auto* table = static_cast<ExpatTable*>(calloc(1, sizeof(ExpatTable)));
  if (table == nullptr) return PyErr_NoMemory() != nullptr;
  *table = {kExpatTableVersion,
            sizeof(ExpatTable),
            {XML_MAJOR_VERSION, XML_MINOR_VERSION, XML_MICRO_VERSION},
            XML_ErrorString,
            XML_GetErrorCode,
            XML_GetErrorColumnNumber,
            XML_GetErrorLineNumber,
            XML_Parse,
            XML_ParserCreate_MM,
            XML_ParserFree,
            XML_SetCharacterDataHandler,
            XML_SetCommentHandler,
            XML_SetDefaultHandlerExpand,
            XML_SetElementHandler,
            XML_SetNamespaceDeclHandler,
            XML_SetProcessingInstructionHandler,
            XML_SetUnknownEncodingHandler,
            XML_SetUserData,
            XML_SetStartDoctypeDeclHandler,
            XML_SetEncoding,
            unknown_encoding,
            XML_SetHashSalt};
  PyObject* capsule = PyCapsule_New(table, kExpatCapsuleName, free_table);
  if (capsule == nullptr) free(table);
  return add_owned(module, "expat_CAPI", capsule);
}

PyMethodDef kFunctions[] = {{"ParserCreate", method(create_parser), METH_VARARGS | METH_KEYWORDS,
                             "ParserCreate($module, /, encoding=None, namespace_separator=None,\n"
                             "             intern=<unrepresentable>)\n--\n\nA new parser. With a "
                             "separator names are joined "
                             "with their namespaces."},
                            {"ErrorString", error_string, METH_O,
                             "ErrorString($module, code, /)\n--\n\nThe text of an error code."},
                            {}};

int execute(PyObject* module) {
  ExpatState* state = expat_state(module);
  state->error = PyErr_NewException("xml.parsers.expat.ExpatError", nullptr, nullptr);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "ExpatError", state->error) < 0 ||
      PyModule_AddObjectRef(module, "error", state->error) < 0) {
    return -1;
  }
  XML_Expat_Version version = XML_ExpatVersionInfo();
  PyObject* model = add_submodule(module, "pyexpat.model", "model",
                                  "Constants used to interpret content model information.");
  bool done = model != nullptr && add_constants(model, kModel) && add_errors(module) &&
              add_parser_type(module) && add_features(module) && add_constants(module, kNumbers) &&
              add_table(module) &&
              add_owned(module, "version_info",
                        Py_BuildValue("(iii)", version.major, version.minor, version.micro)) &&
              PyModule_AddStringConstant(module, "EXPAT_VERSION", XML_ExpatVersion()) == 0 &&
              PyModule_AddStringConstant(module, "native_encoding", "UTF-8") == 0;
  return done ? 0 : -1;
}

int traverse(PyObject* module, visitproc visit, void* arg) {
  Py_VISIT(expat_state(module)->error);
  Py_VISIT(expat_state(module)->parser);
  return 0;
}

int clear(PyObject* module) {
  Py_CLEAR(expat_state(module)->error);
  Py_CLEAR(expat_state(module)->parser);
  return 0;
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "pyexpat",
                       "Parsers of XML by the expat library.",
                       sizeof(ExpatState),
                       kFunctions,
                       kSlots,
                       traverse,
                       clear,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_pyexpat() { return PyModuleDef_Init(&pyro::abi3::kModule); }
