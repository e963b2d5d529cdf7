// The functions that expat calls, one per event, and the attributes that hold Python's.

#include "modules/abi3/pyexpat/pyexpat.h"

namespace pyro::abi3 {

namespace {

PyObject* text(const XML_Char* characters) {
  return characters == nullptr ? none() : PyUnicode_FromString(characters);
}

PyObject* text(const XML_Char* characters, int length) {
  return PyUnicode_FromStringAndSize(characters, length);
}

// A name: equal ones are one object.
PyObject* name(Parser* self, const XML_Char* characters) {
  Ref string(text(characters));
  if (!string || characters == nullptr || self->intern == nullptr) return string.release();
  PyObject* known = PyDict_GetItemWithError(self->intern, string);
  if (known != nullptr) return new_ref(known);
  if (PyErr_Occurred() || PyDict_SetItem(self->intern, string, string) < 0) return nullptr;
  return string.release();
}

void stop(Parser* self) { XML_StopParser(self->parser, XML_FALSE); }

// Calls the function of the event with a tuple that is owned here (null: an exception is set). Null
// if that fails, and then the parser stops.
Ref call(Parser* self, Event event, PyObject* arguments) {
  Ref tuple(arguments);
  Ref function = Ref::borrow(self->handlers[event]);
  Ref result;
  if (tuple && function) {
    self->in_callback = true;
    result.reset(PyObject_CallObject(function, tuple));
    self->in_callback = false;
  }
  if (!result) stop(self);
  return result;
}

// True if the function of an event is to be called now: there is one, nothing went wrong, the text
// before is delivered.
bool begin(Parser* self, Event event) {
  if (PyErr_Occurred() || self->handlers[event] == nullptr) return false;
  if (flush_text(self)) return !PyErr_Occurred() && self->handlers[event] != nullptr;
  stop(self);
  return false;
}

Parser* parser_of(void* data) { return static_cast<Parser*>(data); }

PyObject* attribute_list(Parser* self, const XML_Char** attributes, int count) {
  Ref list(PyList_New(0));
  for (int i = 0; list && i < count; ++i) {
    Ref item((i & 1) == 0 ? name(self, attributes[i]) : text(attributes[i]));
    if (!item || PyList_Append(list, item) < 0) return nullptr;
  }
  return list.release();
}

PyObject* attribute_dict(Parser* self, const XML_Char** attributes, int count) {
  Ref dictionary(PyDict_New());
  for (int i = 0; dictionary && i < count; i += 2) {
    Ref key(name(self, attributes[i]));
    Ref value(key ? text(attributes[i + 1]) : nullptr);
    if (!value || PyDict_SetItem(dictionary, key, value) < 0) return nullptr;
  }
  return dictionary.release();
}

void start_element(void* data, const XML_Char* element, const XML_Char** attributes) {
  Parser* self = parser_of(data);
  if (!begin(self, kStartElement)) return;
  int count = 0;
  if (self->specified_attributes) {
    count = XML_GetSpecifiedAttributeCount(self->parser);
  } else {
    while (attributes[count] != nullptr) count += 2;
  }
  PyObject* container = self->ordered_attributes ? attribute_list(self, attributes, count)
                                                 : attribute_dict(self, attributes, count);
  if (container == nullptr) {
    stop(self);
    return;
  }
  call(self, kStartElement, Py_BuildValue("(NN)", name(self, element), container));
}

void end_element(void* data, const XML_Char* element) {
  Parser* self = parser_of(data);
  if (begin(self, kEndElement)) call(self, kEndElement, Py_BuildValue("(N)", name(self, element)));
}

void processing_instruction(void* data, const XML_Char* target, const XML_Char* contents) {
  Parser* self = parser_of(data);
  if (!begin(self, kProcessingInstruction)) return;
  call(self, kProcessingInstruction, Py_BuildValue("(NN)", name(self, target), text(contents)));
}

void deliver_text(Parser* self, const XML_Char* characters, int length) {
  call(self, kCharacterData, Py_BuildValue("(N)", text(characters, length)));
}

void character_data(void* data, const XML_Char* characters, int length) {
  Parser* self = parser_of(data);
  if (PyErr_Occurred() || self->handlers[kCharacterData] == nullptr) return;
  if (self->buffer == nullptr) {
    deliver_text(self, characters, length);
    return;
  }
  if (self->buffer_used + length > self->buffer_size) {
    if (!flush_text(self)) {
      stop(self);
      return;
    }
    // The function may have taken itself away.
    if (self->handlers[kCharacterData] == nullptr) return;
  }
  if (length > self->buffer_size) {
    deliver_text(self, characters, length);
    self->buffer_used = 0;
    return;
  }
  memcpy(self->buffer + self->buffer_used, characters, static_cast<size_t>(length));
  self->buffer_used += length;
}

void unparsed_entity(void* data, const XML_Char* entity, const XML_Char* base,
                     const XML_Char* system, const XML_Char* public_id, const XML_Char* notation) {
  Parser* self = parser_of(data);
  if (!begin(self, kUnparsedEntityDecl)) return;
  call(self, kUnparsedEntityDecl,
       Py_BuildValue("(NNNNN)", name(self, entity), name(self, base), name(self, system),
                     name(self, public_id), name(self, notation)));
}

void notation(void* data, const XML_Char* notation_name, const XML_Char* base,
              const XML_Char* system, const XML_Char* public_id) {
  Parser* self = parser_of(data);
  if (!begin(self, kNotationDecl)) return;
  call(self, kNotationDecl,
       Py_BuildValue("(NNNN)", name(self, notation_name), name(self, base), name(self, system),
                     name(self, public_id)));
}

void start_namespace(void* data, const XML_Char* prefix, const XML_Char* uri) {
  Parser* self = parser_of(data);
  if (!begin(self, kStartNamespaceDecl)) return;
  call(self, kStartNamespaceDecl, Py_BuildValue("(NN)", name(self, prefix), name(self, uri)));
}

void end_namespace(void* data, const XML_Char* prefix) {
  Parser* self = parser_of(data);
  if (!begin(self, kEndNamespaceDecl)) return;
  call(self, kEndNamespaceDecl, Py_BuildValue("(N)", name(self, prefix)));
}

void comment(void* data, const XML_Char* contents) {
  Parser* self = parser_of(data);
  if (begin(self, kComment)) call(self, kComment, Py_BuildValue("(N)", text(contents)));
}

template <Event kEvent>
void without_arguments(void* data) {
  Parser* self = parser_of(data);
  if (begin(self, kEvent)) call(self, kEvent, PyTuple_New(0));
}

template <Event kEvent>
void default_data(void* data, const XML_Char* characters, int length) {
  Parser* self = parser_of(data);
  if (begin(self, kEvent)) call(self, kEvent, Py_BuildValue("(N)", text(characters, length)));
}

// What the function returned, as an int; 0 (which stops the parser) if it raised.
int answer(Parser* self, const Ref& result) {
  if (!result) return 0;
  long value = PyLong_AsLong(result);
  if (value == -1 && PyErr_Occurred()) {
    stop(self);
    return 0;
  }
  return static_cast<int>(value);
}

int not_standalone(void* data) {
  Parser* self = parser_of(data);
  if (!begin(self, kNotStandalone)) return 0;
  return answer(self, call(self, kNotStandalone, PyTuple_New(0)));
}

int external_entity(XML_Parser parser, const XML_Char* context, const XML_Char* base,
                    const XML_Char* system, const XML_Char* public_id) {
  Parser* self = parser_of(XML_GetUserData(parser));
  if (!begin(self, kExternalEntityRef)) return 0;
  return answer(self, call(self, kExternalEntityRef,
                           Py_BuildValue("(NNNN)", text(context), name(self, base),
                                         name(self, system), name(self, public_id))));
}

void start_doctype(void* data, const XML_Char* doctype, const XML_Char* system,
                   const XML_Char* public_id, int has_subset) {
  Parser* self = parser_of(data);
  if (!begin(self, kStartDoctypeDecl)) return;
  call(self, kStartDoctypeDecl,
       Py_BuildValue("(NNNi)", name(self, doctype), name(self, system), name(self, public_id),
                     has_subset));
}

void entity_declaration(void* data, const XML_Char* entity, int is_parameter, const XML_Char* value,
                        int length, const XML_Char* base, const XML_Char* system,
                        const XML_Char* public_id, const XML_Char* notation_name) {
  Parser* self = parser_of(data);
  if (!begin(self, kEntityDecl)) return;
  call(self, kEntityDecl,
       Py_BuildValue("(NiNNNNN)", name(self, entity), is_parameter,
                     value == nullptr ? none() : text(value, length), name(self, base),
                     name(self, system), name(self, public_id), name(self, notation_name)));
}

void xml_declaration(void* data, const XML_Char* version, const XML_Char* encoding,
                     int standalone) {
  Parser* self = parser_of(data);
  if (!begin(self, kXmlDecl)) return;
  call(self, kXmlDecl, Py_BuildValue("(NNi)", text(version), text(encoding), standalone));
}

// (type, quantifier, name, children)
PyObject* content_model(Parser* self, const XML_Content* model) {
  Ref children(PyTuple_New(static_cast<Py_ssize_t>(model->numchildren)));
  if (!children) return nullptr;
  for (unsigned i = 0; i < model->numchildren; ++i) {
    // The depth is the document's, so it is limited like that of calls.
    if (Py_EnterRecursiveCall(" in content_model") != 0) return nullptr;
    PyObject* child = content_model(self, &model->children[i]);
    Py_LeaveRecursiveCall();
    if (child == nullptr || PyTuple_SetItem(children, i, child) < 0) return nullptr;
  }
  return Py_BuildValue("(iiNO)", model->type, model->quant, name(self, model->name),
                       children.get());
}

void element_declaration(void* data, const XML_Char* element, XML_Content* model) {
  Parser* self = parser_of(data);
  if (begin(self, kElementDecl)) {
    PyObject* description = content_model(self, model);
    if (description == nullptr) {
      stop(self);
    } else {
      call(self, kElementDecl, Py_BuildValue("(NN)", name(self, element), description));
    }
  }
  XML_FreeContentModel(self->parser, model);
}

void attribute_declaration(void* data, const XML_Char* element, const XML_Char* attribute,
                           const XML_Char* type, const XML_Char* value, int is_required) {
  Parser* self = parser_of(data);
  if (!begin(self, kAttlistDecl)) return;
  call(self, kAttlistDecl,
       Py_BuildValue("(NNNNi)", name(self, element), name(self, attribute), text(type), text(value),
                     is_required));
}

void skipped_entity(void* data, const XML_Char* entity, int is_parameter) {
  Parser* self = parser_of(data);
  if (!begin(self, kSkippedEntity)) return;
  call(self, kSkippedEntity, Py_BuildValue("(Ni)", name(self, entity), is_parameter));
}

}  // namespace

bool flush_text(Parser* self) {
  if (self->buffer == nullptr || self->buffer_used == 0) return true;
  int length = std::exchange(self->buffer_used, 0);
  if (self->handlers[kCharacterData] == nullptr) return true;
  deliver_text(self, self->buffer, length);
  return !PyErr_Occurred();
}

void install_handler(Parser* self, Event event, bool on) {
  XML_Parser parser = self->parser;
  switch (event) {
    case kStartElement:
      XML_SetStartElementHandler(parser, on ? start_element : nullptr);
      break;
    case kEndElement:
      XML_SetEndElementHandler(parser, on ? end_element : nullptr);
      break;
    case kProcessingInstruction:
      XML_SetProcessingInstructionHandler(parser, on ? processing_instruction : nullptr);
      break;
    case kCharacterData:
      // Without a function the data would go to the default handler if expat did not know of one.
      XML_SetCharacterDataHandler(parser, on || self->in_callback ? character_data : nullptr);
      break;
    case kUnparsedEntityDecl:
      XML_SetUnparsedEntityDeclHandler(parser, on ? unparsed_entity : nullptr);
      break;
    case kNotationDecl:
      XML_SetNotationDeclHandler(parser, on ? notation : nullptr);
      break;
    case kStartNamespaceDecl:
      XML_SetStartNamespaceDeclHandler(parser, on ? start_namespace : nullptr);
      break;
    case kEndNamespaceDecl:
      XML_SetEndNamespaceDeclHandler(parser, on ? end_namespace : nullptr);
      break;
    case kComment:
      XML_SetCommentHandler(parser, on ? comment : nullptr);
      break;
    case kStartCdataSection:
      XML_SetStartCdataSectionHandler(parser, on ? without_arguments<kStartCdataSection> : nullptr);
      break;
    case kEndCdataSection:
      XML_SetEndCdataSectionHandler(parser, on ? without_arguments<kEndCdataSection> : nullptr);
      break;
    case kDefault:
      XML_SetDefaultHandler(parser, on ? default_data<kDefault> : nullptr);
      break;
    case kDefaultExpand:
      XML_SetDefaultHandlerExpand(parser, on ? default_data<kDefaultExpand> : nullptr);
      break;
    case kNotStandalone:
      XML_SetNotStandaloneHandler(parser, on ? not_standalone : nullptr);
      break;
    case kExternalEntityRef:
      XML_SetExternalEntityRefHandler(parser, on ? external_entity : nullptr);
      break;
    case kStartDoctypeDecl:
      XML_SetStartDoctypeDeclHandler(parser, on ? start_doctype : nullptr);
      break;
    case kEndDoctypeDecl:
      XML_SetEndDoctypeDeclHandler(parser, on ? without_arguments<kEndDoctypeDecl> : nullptr);
      break;
    case kEntityDecl:
      XML_SetEntityDeclHandler(parser, on ? entity_declaration : nullptr);
      break;
    case kXmlDecl:
      XML_SetXmlDeclHandler(parser, on ? xml_declaration : nullptr);
      break;
    case kElementDecl:
      XML_SetElementDeclHandler(parser, on ? element_declaration : nullptr);
      break;
    case kAttlistDecl:
      XML_SetAttlistDeclHandler(parser, on ? attribute_declaration : nullptr);
      break;
    case kSkippedEntity:
      XML_SetSkippedEntityHandler(parser, on ? skipped_entity : nullptr);
      break;
    case kEventCount:
      break;
  }
}

void install_all_handlers(Parser* self) {
  for (int event = 0; event < kEventCount; ++event) {
    if (self->handlers[event] != nullptr) install_handler(self, static_cast<Event>(event), true);
  }
}

namespace {

Event event_of(void* closure) { return static_cast<Event>(reinterpret_cast<intptr_t>(closure)); }

}  // namespace

PyObject* get_handler(PyObject* object, void* closure) {
  PyObject* function = as_parser(object)->handlers[event_of(closure)];
  return new_ref(function == nullptr ? Py_None : function);
}

int set_handler(PyObject* object, PyObject* value, void* closure) {
  Parser* self = as_parser(object);
  Event event = event_of(closure);
  if (value == nullptr) {
    PyErr_SetString(PyExc_RuntimeError, "Cannot delete attribute");
    return -1;
  }
  // The text so far belongs to the old function.
  if (event == kCharacterData && !flush_text(self)) return -1;
  bool on = value != Py_None;
  replace_ref(self->handlers[event], on ? new_ref(value) : nullptr);
  install_handler(self, event, on);
  return 0;
}

// Expat knows four encodings; others of one byte per character are asked from Python's codecs.
int unknown_encoding(void*, const XML_Char* encoding, XML_Encoding* info) {
  if (PyErr_Occurred()) return XML_STATUS_ERROR;
  char bytes[256];
  for (int i = 0; i < 256; ++i) bytes[i] = static_cast<char>(i);
  Ref decoded(PyUnicode_Decode(bytes, 256, encoding, "replace"));
  if (!decoded) return XML_STATUS_ERROR;
  if (PyUnicode_GetLength(decoded) != 256) {
    PyErr_SetString(PyExc_ValueError, "multi-byte encodings are not supported");
    return XML_STATUS_ERROR;
  }
  for (int i = 0; i < 256; ++i) {
    Py_UCS4 character = PyUnicode_ReadChar(decoded, i);
    info->map[i] = character == 0xfffd ? -1 : static_cast<int>(character);
  }
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace pyro::abi3
