#include "modules/_elementtree/elementtree.h"
#include "runtime/identity.h"
#include "runtime/type.h"

// Element: making, attributes, copies, pickles.

namespace pyro::elementtree {

RawObject new_element(Thread* thread, const Object& tag, const Object& attrib) {
  Layout layout(thread, RawType(module_type(thread, kElementType).raw()).layout());
  RawXmlElement element(new_instance(thread, layout).raw());
  element.set_tag(*tag);
  element.set_attrib(*attrib);
  return element;
}

RawObject ensure_children(Thread* thread, const XmlElement& element) {
  if (element->children().is_none()) {
    RawObject children = new_list(thread);
    element->set_children(children);
  }
  return element->children();
}

bool add_child(Thread* thread, const XmlElement& element, const Object& child) {
  List children(thread, ensure_children(thread, element));
  return list_append(thread, children, child);
}

word child_count_NoGC(RawXmlElement element) {
  return element.children().is_none() ? 0 : RawList(element.children().raw()).length();
}

bool check_element(Thread* thread, const Object& value) {
  if (is_heap_xml_element(*value)) return true;
  raise_type_error(thread, "expected an Element, not \"%T\"", &value);
  return false;
}

RawObject raise_argument(Thread* thread, const char* what, const Object& value) {
  if (value->is_none()) return raise_type_error(thread, "%s, not None", what);
  return raise_type_error(thread, "%s, not %T", what, &value);
}

RawObject ensure_attributes(Thread* thread, const XmlElement& element) {
  if (element->attrib().is_none()) {
    RawObject attributes = new_dict(thread);
    element->set_attrib(attributes);
  }
  Object attributes(thread, element->attrib());
  if (is_heap_dict(*attributes)) return *attributes;
  return raise_type_error(thread, "attrib must be dict, not %T", &attributes);
}

namespace {

// Takes `attrib` out of the keywords if there is no such argument in place; the merged attributes,
// None if there are none. `position`: where the argument may be in `args`.
RawObject merged_attributes(Thread* thread, const char* function, const Tuple& args,
                            const Dict& keywords, word position) {
  Object given(thread, RawObject::unbound());
  if (tuple_length(*args) > position) {
    given = tuple_at(*args, position);
    if (!is_heap_dict(*given)) {
      std::string what = function;
      what += "() argument " + std::to_string(position + 1) + " must be dict";
      return raise_argument(thread, what.c_str(), given);
    }
  } else {
    Object key(thread, intern_ascii(thread, "attrib"));
    given = dict_remove(thread, keywords, key);
    if (!given->is_unbound() && !is_heap_dict(*given))
      return raise_type_error(thread, "attrib must be dict, not %T", &given);
  }
  bool has_keywords = dict_size_NoGC(*keywords) > 0;
  if (given->is_unbound()) return has_keywords ? *keywords : RawObject::none();
  Dict source(thread, *given);
  Dict merged(thread, dict_copy(thread, source));
  if (has_keywords && !dict_update(thread, merged, keywords, OnDuplicate::kReplace))
    return RawObject::error();
  return dict_size_NoGC(*merged) > 0 ? *merged : RawObject::none();
}

bool check_count(Thread* thread, const char* function, word count, word least, word most) {
  if (count >= least && count <= most) return true;
  raise_type_error(thread, "%s() takes at %s %ld argument%s (%ld given)", function,
                   count < least ? "least" : "most", count < least ? least : most,
                   count < least && least == 1 ? "" : "s", count);
  return false;
}

RawObject deep_copy(Thread* thread, const Object& value, const Dict& memo);

bool is_plain(RawObject value) { return value.is_none() || is_str(value) || value.is_small_int(); }

// Attributes are nearly always texts: a shallow copy then.
RawObject deep_copy_attributes(Thread* thread, const Object& attributes, const Dict& memo) {
  if (is_exact_dict(*attributes)) {
    bool plain = true;
    word position = 0;
    RawObject key, value;
    while (plain && dict_next_NoGC(RawDict(attributes->raw()), &position, &key, &value))
      plain = is_plain(key) && is_plain(value);
    Dict dict(thread, *attributes);
    if (plain) return dict_copy(thread, dict);
  }
  return deep_copy(thread, attributes, memo);
}

bool deep_copy_children(Thread* thread, const XmlElement& source, const XmlElement& target,
                        const Dict& memo) {
  Object child(thread, RawObject::none());
  for (word i = 0; i < child_count_NoGC(*source); i++) {
    child = list_at(RawList(source->children().raw()), i);
    child = deep_copy(thread, child, memo);
    if (child->is_error() || !check_element(thread, child) || !add_child(thread, target, child))
      return false;
  }
  return true;
}

RawObject deep_copy_element(Thread* thread, const XmlElement& source, const Dict& memo) {
  RecursionGuard guard(thread, " while calling a Python object");
  if (!guard.ok()) return RawObject::error();
  Object part(thread, source->tag()), attributes(thread, source->attrib());
  part = deep_copy(thread, part, memo);
  if (part->is_error()) return *part;
  if (!attributes->is_none()) attributes = deep_copy_attributes(thread, attributes, memo);
  if (attributes->is_error()) return *attributes;
  XmlElement copy(thread, new_element(thread, part, attributes));
  part = source->text();
  part = deep_copy(thread, part, memo);
  if (part->is_error()) return *part;
  copy->set_text(*part);
  part = source->tail();
  part = deep_copy(thread, part, memo);
  if (part->is_error()) return *part;
  copy->set_tail(*part);
  if (!deep_copy_children(thread, source, copy, memo)) return RawObject::error();
  Object key(thread, object_id(thread, *source));
  return dict_set(thread, memo, key, copy) ? *copy : RawObject::error();
}

RawObject deep_copy(Thread* thread, const Object& value, const Dict& memo) {
  if (is_plain(*value)) return *value;
  if (type_of(thread, *value) == module_type(thread, kElementType)) {
    Object key(thread, object_id(thread, *value));
    RawObject known = dict_get(thread, memo, key);
    if (!known.is_unbound()) return known;
    XmlElement element(thread, *value);
    return deep_copy_element(thread, element, memo);
  }
  Object function(thread, import_from(thread, "copy", "deepcopy"));
  return function->is_error() ? *function : call(thread, function, value, memo);
}

void state_set(Thread* thread, const Dict& state, const char* name, const Object& value) {
  Object key(thread, intern_ascii(thread, name));
  dict_set_str(thread, state, key, value);
}

struct ElementState {
  explicit ElementState(Thread* thread)
      : tag(thread, RawObject::unbound()),
        children(thread, RawObject::none()),
        attrib(thread, RawObject::none()),
        text(thread, RawObject::none()),
        tail(thread, RawObject::none()) {}
  Object tag, children, attrib, text, tail;

  Object* field(RawObject name) {
    if (!is_str(name)) return nullptr;
    if (str_equals_ascii_NoGC(name, "tag")) return &tag;
    if (str_equals_ascii_NoGC(name, "_children")) return &children;
    if (str_equals_ascii_NoGC(name, "attrib")) return &attrib;
    if (str_equals_ascii_NoGC(name, "text")) return &text;
    return str_equals_ascii_NoGC(name, "tail") ? &tail : nullptr;
  }
};

bool read_state(Thread* thread, const Dict& source, ElementState* state) {
  word position = 0;
  RawObject key, value;
  while (dict_next_NoGC(*source, &position, &key, &value)) {
    Object* field = state->field(key);
    if (field == nullptr) {
      Object name(thread, key);
      raise_type_error(thread, "%R is an invalid keyword argument for this function", &name);
      return false;
    }
    *field = value;
  }
  if (state->tag->is_unbound()) {
    raise_type_error(thread, "tag may not be NULL");
    return false;
  }
  return true;
}

// A list of the children in a pickled state, None if there are none.
RawObject copied_children(Thread* thread, const Object& children) {
  if (children->is_none()) return *children;
  if (!is_heap_list(*children)) return raise_type_error(thread, "'_children' is not a list");
  List copy(thread, list_from_iterable(thread, children));
  if (copy->is_error()) return *copy;
  Object child(thread, RawObject::none());
  for (word i = 0; i < copy->length(); i++) {
    child = list_at(*copy, i);
    if (!check_element(thread, child)) return RawObject::error();
  }
  return *copy;
}

RawObject raise_no_delete(Thread* thread) {
  return raise(thread, Exc::kAttributeError, "can't delete element attribute");
}

RawObject set_field(Thread* thread, Arguments arguments, word index) {
  if (!arguments.has(1)) return raise_no_delete(thread);
  arguments[0].set_at(index, arguments[1]);
  return RawObject::none();
}

}  // namespace

}  // namespace pyro::elementtree

namespace pyro::natives {

using namespace elementtree;

RawObject elementtree_Element___new__(Thread* thread, Arguments arguments) {
  return allocate_for(thread, arguments[0]);
}

RawObject elementtree_Element___init__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Tuple args(thread, arguments[1]);
  Dict keywords(thread, arguments[2]);
  if (!check_count(thread, "Element", tuple_length(*args), 1, 2)) return RawObject::error();
  Object attributes(thread, merged_attributes(thread, "Element", args, keywords, 1));
  if (attributes->is_error()) return *attributes;
  self->set_tag(tuple_at(*args, 0));
  self->set_attrib(*attributes);
  self->set_text(RawObject::none());
  self->set_tail(RawObject::none());
  self->set_children(RawObject::none());
  return RawObject::none();
}

RawObject elementtree_SubElement(Thread* thread, Arguments arguments) {
  Tuple args(thread, arguments[0]);
  Dict keywords(thread, arguments[1]);
  if (!check_count(thread, "SubElement", tuple_length(*args), 2, 3)) return RawObject::error();
  Object first(thread, tuple_at(*args, 0)), tag(thread, tuple_at(*args, 1));
  if (!is_heap_xml_element(*first)) {
    return raise_argument(thread, "SubElement() argument 1 must be xml.etree.ElementTree.Element",
                          first);
  }
  Object attributes(thread, merged_attributes(thread, "SubElement", args, keywords, 2));
  if (attributes->is_error()) return *attributes;
  XmlElement parent(thread, *first);
  Object child(thread, new_element(thread, tag, attributes));
  return add_child(thread, parent, child) ? *child : RawObject::error();
}

RawObject elementtree_Element___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  if (!enter_repr(thread, self)) {
    Object cls(thread, type_of(thread, *self));
    std::string name = utf8_of(RawType(cls->raw()).module());
    name += "." + utf8_of(RawType(cls->raw()).qualname());
    return raise(thread, Exc::kRuntimeError, "reentrant call inside %s.__repr__", name.c_str());
  }
  Object tag(thread, RawXmlElement(arguments[0].raw()).tag());
  Object id(thread, object_id(thread, *self));
  RawObject text =
      new_str_format(thread, "<Element %R at 0x%lx>", &tag, static_cast<long>(id->small_int()));
  Object result(thread, text);
  leave_repr(thread, self);
  return *result;
}

RawObject elementtree_Element_clear(Thread*, Arguments arguments) {
  RawXmlElement self(arguments[0].raw());
  self.set_text(RawObject::none());
  self.set_tail(RawObject::none());
  self.set_attrib(RawObject::none());
  self.set_children(RawObject::none());
  return RawObject::none();
}

RawObject elementtree_Element_get(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  if (self->attrib().is_none()) return arguments[2];
  Object key(thread, arguments[1]);
  Dict attributes(thread, ensure_attributes(thread, self));
  if (attributes->is_error()) return *attributes;
  RawObject value = dict_get(thread, attributes, key);
  return value.is_unbound() ? arguments[2] : value;
}

RawObject elementtree_Element_set(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object key(thread, arguments[1]), value(thread, arguments[2]);
  Dict attributes(thread, ensure_attributes(thread, self));
  if (attributes->is_error()) return *attributes;
  return none_or_error(dict_set(thread, attributes, key, value));
}

RawObject elementtree_Element_items(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  if (self->attrib().is_none()) return new_list(thread);
  Dict attributes(thread, ensure_attributes(thread, self));
  return attributes->is_error() ? *attributes : dict_items_list(thread, attributes);
}

RawObject elementtree_Element_keys(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  if (self->attrib().is_none()) return new_list(thread);
  Dict attributes(thread, ensure_attributes(thread, self));
  return attributes->is_error() ? *attributes : dict_keys_list(thread, attributes);
}

RawObject elementtree_Element_makeelement(Thread* thread, Arguments arguments) {
  Object tag(thread, arguments[1]), attributes(thread, arguments[2]);
  if (!is_heap_dict(*attributes))
    return raise_argument(thread, "makeelement() argument 2 must be dict", attributes);
  Dict source(thread, *attributes);
  attributes = dict_copy(thread, source);
  return new_element(thread, tag, attributes);
}

RawObject elementtree_Element___copy__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object tag(thread, self->tag()), attributes(thread, self->attrib());
  XmlElement copy(thread, new_element(thread, tag, attributes));
  copy->set_text(self->text());
  copy->set_tail(self->tail());
  if (child_count_NoGC(*self) > 0) {
    Object children(thread, self->children());
    RawObject list = list_from_iterable(thread, children);
    if (list.is_error()) return list;
    copy->set_children(list);
  }
  return *copy;
}

RawObject elementtree_Element___deepcopy__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object argument(thread, arguments[1]);
  if (!is_heap_dict(*argument))
    return raise_argument(thread, "__deepcopy__() argument must be dict", argument);
  Dict memo(thread, *argument);
  return deep_copy_element(thread, self, memo);
}

RawObject elementtree_Element___sizeof__(Thread*, Arguments arguments) {
  RawXmlElement self(arguments[0].raw());
  word words = self.heap_words();
  if (!self.children().is_none()) {
    RawList children(self.children().raw());
    words += children.heap_words() + children.items().heap_words();
  }
  return RawObject::from_small_int(words * kWordSize);
}

RawObject elementtree_Element___getstate__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Dict state(thread, new_dict(thread));
  Object value(thread, self->tag());
  state_set(thread, state, "tag", value);
  value = ensure_children(thread, self);
  value = list_from_iterable(thread, value);
  if (value->is_error()) return *value;
  state_set(thread, state, "_children", value);
  value = self->attrib().is_none() ? new_dict(thread) : self->attrib();
  state_set(thread, state, "attrib", value);
  value = self->text();
  state_set(thread, state, "text", value);
  value = self->tail();
  state_set(thread, state, "tail", value);
  return *state;
}

RawObject elementtree_Element___setstate__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object argument(thread, arguments[1]);
  if (!is_heap_dict(*argument)) {
    return raise_type_error(thread, "Don't know how to unpickle \"%R\" as an Element", &argument);
  }
  Dict source(thread, *argument);
  ElementState state(thread);
  if (!read_state(thread, source, &state)) return RawObject::error();
  Object children(thread, copied_children(thread, state.children));
  if (children->is_error()) return *children;
  self->set_tag(*state.tag);
  self->set_text(*state.text);
  self->set_tail(*state.tail);
  self->set_attrib(*state.attrib);
  self->set_children(*children);
  return RawObject::none();
}

RawObject elementtree_Element_tag_get(Thread*, Arguments arguments) {
  return RawXmlElement(arguments[0].raw()).tag();
}
RawObject elementtree_Element_tag_set(Thread* thread, Arguments arguments) {
  return set_field(thread, arguments, RawXmlElement::kTagIndex);
}
RawObject elementtree_Element_text_get(Thread*, Arguments arguments) {
  return RawXmlElement(arguments[0].raw()).text();
}
RawObject elementtree_Element_text_set(Thread* thread, Arguments arguments) {
  return set_field(thread, arguments, RawXmlElement::kTextIndex);
}
RawObject elementtree_Element_tail_get(Thread*, Arguments arguments) {
  return RawXmlElement(arguments[0].raw()).tail();
}
RawObject elementtree_Element_tail_set(Thread* thread, Arguments arguments) {
  return set_field(thread, arguments, RawXmlElement::kTailIndex);
}
RawObject elementtree_Element_attrib_get(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  if (!self->attrib().is_none()) return self->attrib();
  return ensure_attributes(thread, self);
}
RawObject elementtree_Element_attrib_set(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]);
  if (value->is_unbound()) return raise_no_delete(thread);
  if (!is_heap_dict(*value)) return raise_type_error(thread, "attrib must be dict, not %T", &value);
  RawXmlElement(arguments[0].raw()).set_attrib(*value);
  return RawObject::none();
}

}  // namespace pyro::natives
