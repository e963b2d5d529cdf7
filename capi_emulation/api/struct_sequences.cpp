#include <cstring>
#include <deque>
#include <vector>

#include "capi_emulation/api.h"
#include "runtime/list.h"
#include "runtime/struct_sequence.h"

// Struct sequences (documentation: "Struct Sequence Objects").
//
// A new instance consists of Nones and is then filled field by field.

using namespace pyro;
using namespace pyro::capi;

extern "C" const char* const PyStructSequence_UnnamedField;

PYRO_API PyObject* PyStructSequence_NewType(PyStructSequence_Desc* description) {
  Thread* thread = current_thread();
  // Types refer to the texts for ever.
  auto* fields = new std::vector<StructSequenceField>();
  for (PyStructSequence_Field* field = description->fields; field->name != nullptr; field++) {
    bool unnamed = field->name == PyStructSequence_UnnamedField;
    fields->push_back({unnamed ? nullptr : field->name, field->doc});
  }
  auto* definition = new StructSequenceDefinition{description->name, description->doc, *fields,
                                                  description->n_in_sequence, true};
  return new_reference(thread, new_struct_sequence_type(thread, *definition));
}

PYRO_API PyObject* PyStructSequence_New(PyObject* type) {
  Thread* thread = current_thread();
  PYRO_VALUE(cls, type, nullptr);
  Object key(thread, name_from(thread, "n_fields"));
  Object count(thread, get_attribute(thread, cls, key));
  if (count->is_error()) return nullptr;
  word size = count->small_int();
  Tuple values(thread, new_tuple(thread, size));
  for (word i = 0; i < size; i++) tuple_init(*values, i, RawObject::none());
  return new_reference(thread, new_struct_sequence(thread, cls, values));
}

namespace {

// Field k is an item of the tuple if it is visible, and always a word behind it.
void set_field(RawObject sequence, word index, RawObject value) {
  sequence.set_at(RawUserTuple::kWords + index, value);
  RawObject items = RawUserTuple::cast(sequence).value();
  if (index < tuple_length(items)) tuple_init(items, index, value);
}

}  // namespace

PYRO_API void PyStructSequence_SetItem(PyObject* sequence, Py_ssize_t index, PyObject* item) {
  Thread* thread = current_thread();
  Object value(thread, item == nullptr ? RawObject::none() : steal(thread, item));
  Object object(thread, value_of(thread, sequence));
  if (is_heap_user_tuple(*object)) set_field(*object, index, *value);
}
PYRO_API PyObject* PyStructSequence_GetItem(PyObject* sequence, Py_ssize_t index) {
  Thread* thread = current_thread();
  PYRO_VALUE(object, sequence, nullptr);
  if (!is_heap_user_tuple(*object)) return bad_argument(thread);
  return lend(thread, object->at(RawUserTuple::kWords + index));
}
