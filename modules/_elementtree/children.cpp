#include "modules/_elementtree/elementtree.h"

// Element as a sequence of its children.

namespace pyro::elementtree {

namespace {

// False: the key is no index at all, or does not fit.
bool child_index(Thread* thread, const XmlElement& element, const Object& key, word* index) {
  if (!index_as_word(thread, key, OnOverflow::kIndexError, index)) return false;
  if (*index < 0) *index += child_count_NoGC(*element);
  return true;
}

bool is_index(Thread* thread, RawObject key) {
  return key.is_small_int() || is_int(key) ||
         !type_lookup(thread, type_of(thread, key), Symbol::k__index__).is_unbound();
}

RawObject raise_no_index(Thread* thread) {
  return raise_type_error(thread, "element indices must be integers");
}

RawObject set_slice(Thread* thread, const XmlElement& element, const Object& slice,
                    const Object& value) {
  List children(thread, ensure_children(thread, element));
  if (value->is_unbound()) return none_or_error(list_delete_item(thread, children, slice));
  Object iterator(thread, get_iterator(thread, value));
  if (iterator->is_error()) {
    if (!clear_pending_if(thread, Exc::kTypeError)) return *iterator;
    return raise_type_error(thread, "expected sequence, not \"%T\"", &value);
  }
  List items(thread, list_from_iterable(thread, iterator));
  if (items->is_error()) return *items;
  Object item(thread, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    item = list_at(*items, i);
    if (!check_element(thread, item)) return RawObject::error();
  }
  return none_or_error(list_set_item(thread, children, slice, items));
}

// element[key] = value, del element[key] if the value is Unbound.
RawObject set_child(Thread* thread, const XmlElement& element, const Object& key,
                    const Object& value) {
  if (is_heap_slice(*key)) return set_slice(thread, element, key, value);
  if (!is_index(thread, *key)) return raise_no_index(thread);
  word index;
  if (!child_index(thread, element, key, &index)) return RawObject::error();
  if (index < 0 || index >= child_count_NoGC(*element))
    return raise(thread, Exc::kIndexError, "child assignment index out of range");
  List children(thread, element->children());
  if (value->is_unbound()) {
    list_remove_range(thread, children, index, 1);
    return RawObject::none();
  }
  if (!check_element(thread, value)) return RawObject::error();
  list_set_at(*children, index, *value);
  return RawObject::none();
}

RawObject raise_no_element(Thread* thread, const char* where, const Object& value) {
  std::string what = std::string(where) + " must be xml.etree.ElementTree.Element";
  return raise_argument(thread, what.c_str(), value);
}

// Where `child` is among the children: the object itself if it is there, else one that equals it.
// -1: nowhere; -2: an exception is pending.
word find_child(Thread* thread, const XmlElement& element, const Object& child) {
  for (word i = 0; i < child_count_NoGC(*element); i++) {
    if (list_at(RawList(element->children().raw()), i) == *child) return i;
  }
  Object other(thread, RawObject::none());
  for (word i = 0; i < child_count_NoGC(*element); i++) {
    other = list_at(RawList(element->children().raw()), i);
    Truth equal = compare_truth(thread, CompareOp::kEq, other, child);
    if (equal == Truth::kError) return -2;
    if (equal == Truth::kTrue) return i < child_count_NoGC(*element) ? i : -1;
  }
  return -1;
}

}  // namespace

}  // namespace pyro::elementtree

namespace pyro::natives {

using namespace elementtree;

RawObject elementtree_Element___len__(Thread*, Arguments arguments) {
  return RawObject::from_small_int(child_count_NoGC(RawXmlElement(arguments[0].raw())));
}

RawObject elementtree_Element___getitem__(Thread* thread, Arguments arguments) {
  RawXmlElement element(arguments[0].raw());
  if (arguments[1].is_small_int()) {
    word index = arguments[1].small_int(), count = child_count_NoGC(element);
    if (index < 0) index += count;
    if (index >= 0 && index < count) return list_at(RawList(element.children().raw()), index);
    return raise(thread, Exc::kIndexError, "child index out of range");
  }
  XmlElement self(thread, arguments[0]);
  Object key(thread, arguments[1]);
  if (is_heap_slice(*key)) {
    List children(thread, ensure_children(thread, self));
    return list_get_item(thread, children, key);
  }
  if (!is_index(thread, *key)) return raise_no_index(thread);
  word index;
  if (!child_index(thread, self, key, &index)) return RawObject::error();
  if (index < 0 || index >= child_count_NoGC(*self))
    return raise(thread, Exc::kIndexError, "child index out of range");
  return list_at(RawList(self->children().raw()), index);
}

RawObject elementtree_Element___setitem__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object key(thread, arguments[1]), value(thread, arguments[2]);
  return set_child(thread, self, key, value);
}

RawObject elementtree_Element___delitem__(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object key(thread, arguments[1]), nothing(thread, RawObject::unbound());
  return set_child(thread, self, key, nothing);
}

RawObject elementtree_Element_append(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object child(thread, arguments[1]);
  if (!is_heap_xml_element(*child)) return raise_no_element(thread, "append() argument", child);
  return none_or_error(add_child(thread, self, child));
}

RawObject elementtree_Element_extend(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object elements(thread, arguments[1]);
  Object iterator(thread, get_iterator(thread, elements));
  if (iterator->is_error()) {
    if (!clear_pending_if(thread, Exc::kTypeError)) return *iterator;
    return raise_type_error(thread, "expected sequence, not \"%T\"", &elements);
  }
  List items(thread, list_from_iterable(thread, iterator));
  if (items->is_error()) return *items;
  Object child(thread, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    child = list_at(*items, i);
    if (!check_element(thread, child) || !add_child(thread, self, child)) return RawObject::error();
  }
  return RawObject::none();
}

RawObject elementtree_Element_insert(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object position(thread, arguments[1]), child(thread, arguments[2]);
  word index;
  if (!word_argument(thread, position, &index)) return RawObject::error();
  if (!is_heap_xml_element(*child)) return raise_no_element(thread, "insert() argument 2", child);
  List children(thread, ensure_children(thread, self));
  if (index < 0) index += children->length();
  return none_or_error(list_insert(thread, children, index, child));
}

RawObject elementtree_Element_remove(Thread* thread, Arguments arguments) {
  XmlElement self(thread, arguments[0]);
  Object child(thread, arguments[1]);
  if (!is_heap_xml_element(*child)) return raise_no_element(thread, "remove() argument", child);
  word index = find_child(thread, self, child);
  if (index == -2) return RawObject::error();
  if (index < 0) return raise_value_error(thread, "list.remove(x): x not in list");
  List children(thread, self->children());
  list_remove_range(thread, children, index, 1);
  return RawObject::none();
}

}  // namespace pyro::natives
