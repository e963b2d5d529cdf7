#include "modules/_elementtree/elementtree.h"

// Element.find and its kin, and the iterators over a tree.
//
// A path that is a plain tag is looked for here; everything else is the business of
// xml.etree.ElementPath.

namespace pyro::elementtree {

namespace {

// Whether the path needs ElementPath. Within braces there is a namespace, whose characters mean
// nothing, but for "{*}" and "{}".
bool is_path(RawObject path) {
  if (!is_str(path)) return true;
  RawObject exact = underlying_value(path);
  StrData text = str_data(exact);
  bool in_namespace = false;
  for (word i = 0; i < text.length; i++) {
    uint32_t c = text.at(i);
    if (c == '{') {
      in_namespace = true;
      if (i + 1 < text.length && (text.at(i + 1) == '*' || text.at(i + 1) == '}')) return true;
    } else if (c == '}') {
      in_namespace = false;
    } else if (!in_namespace && (c == '/' || c == '*' || c == '[' || c == '@' || c == '.')) {
      return true;
    }
  }
  return false;
}

// ElementPath.NAME(element, path, ..., namespaces).
RawObject search_path(Thread* thread, const char* name, Arguments arguments, word count) {
  Object module(thread, import_module(thread, "xml.etree.ElementPath"));
  if (module->is_error()) return *module;
  Object function(thread, attribute_named(thread, module, name));
  if (function->is_error()) return *function;
  Object args(thread, new_tuple_from_roots(thread, arguments.begin(), count));
  Object none(thread, RawObject::none());
  return call_with(thread, function, args, none);
}

// Visits the children with that tag; `visit` gives false to stop. False with an exception pending
// (or after `visit` stopped).
template <typename Visit>
Truth each_child_with_tag(Thread* thread, const XmlElement& element, const Object& tag,
                          const Visit& visit) {
  Object child(thread, RawObject::none()), name(thread, RawObject::none());
  for (word i = 0; i < child_count_NoGC(*element); i++) {
    child = list_at(RawList(element->children().raw()), i);
    name = RawXmlElement(child->raw()).tag();
    Truth equal = equals(thread, name, tag);
    if (equal == Truth::kError) return Truth::kError;
    if (equal == Truth::kFalse) continue;
    Truth go_on = visit(child);
    if (go_on != Truth::kTrue) return go_on;
  }
  return Truth::kTrue;
}

RawObject new_tree_iterator(Thread* thread, const Object& root, const Object& tag, bool texts) {
  Layout layout(thread, RawType(module_type(thread, kIteratorType).raw()).layout());
  XmlIterator iterator(thread, new_instance(thread, layout));
  iterator->set_root(*root);
  iterator->set_tag(*tag);
  iterator->set_texts(texts ? 1 : 0);
  RawObject list = new_list(thread, 8);
  iterator->set_parents(list);
  list = new_list(thread, 8);
  iterator->set_indices(list);
  return *iterator;
}

bool open_element(Thread* thread, const XmlIterator& iterator, const Object& element) {
  List parents(thread, iterator->parents()), indices(thread, iterator->indices());
  Object zero(thread, RawObject::from_small_int(0));
  return list_append(thread, parents, element) && list_append(thread, indices, zero);
}

// The next element in document order, opened; an element that ends goes to `closed`. Unbound when
// there is nothing of either kind.
RawObject next_element(Thread* thread, const XmlIterator& iterator, bool* closed) {
  *closed = false;
  if (!iterator->root().is_none()) {
    Object root(thread, iterator->root());
    iterator->set_root(RawObject::none());
    return open_element(thread, iterator, root) ? *root : RawObject::error();
  }
  RawList parents(iterator->parents().raw()), indices(iterator->indices().raw());
  word depth = parents.length();
  if (depth == 0) return RawObject::unbound();
  RawXmlElement parent(list_at(parents, depth - 1).raw());
  word index = list_at(indices, depth - 1).small_int();
  if (index < child_count_NoGC(parent)) {
    list_set_at(indices, depth - 1, RawObject::from_small_int(index + 1));
    Object child(thread, list_at(RawList(parent.children().raw()), index));
    return open_element(thread, iterator, child) ? *child : RawObject::error();
  }
  *closed = true;
  list_set_at(parents, depth - 1, RawObject::from_small_int(0));
  parents.set_length(depth - 1);
  indices.set_length(depth - 1);
  return parent;
}

RawObject next_matching(Thread* thread, const XmlIterator& iterator) {
  Object element(thread, RawObject::none()), name(thread, RawObject::none());
  Object tag(thread, iterator->tag());
  for (;;) {
    bool closed;
    element = next_element(thread, iterator, &closed);
    if (element->is_unbound() || element->is_error()) return *element;
    if (closed) continue;
    if (tag->is_none()) return *element;
    name = RawXmlElement(element->raw()).tag();
    Truth equal = equals(thread, name, tag);
    if (equal == Truth::kError) return RawObject::error();
    if (equal == Truth::kTrue) return *element;
  }
}

RawObject next_text(Thread* thread, const XmlIterator& iterator) {
  Object element(thread, RawObject::none()), text(thread, RawObject::none());
  for (;;) {
    bool closed;
    element = next_element(thread, iterator, &closed);
    if (element->is_unbound() || element->is_error()) return *element;
    // The tail of the element that the iteration began with is outside.
    if (closed && RawList(iterator->parents().raw()).length() == 0) continue;
    RawXmlElement current(element->raw());
    text = closed ? current.tail() : current.text();
    if (text->is_none()) continue;
    Truth filled = is_true(thread, text);
    if (filled == Truth::kError) return RawObject::error();
    if (filled == Truth::kTrue) return *text;
  }
}

}  // namespace

}  // namespace pyro::elementtree

namespace pyro::natives {

using namespace elementtree;

RawObject elementtree_Element_find(Thread* thread, Arguments arguments) {
  if (!arguments[2].is_none() || is_path(arguments[1]))
    return search_path(thread, "find", arguments, 3);
  XmlElement self(thread, arguments[0]);
  Object tag(thread, arguments[1]), found(thread, RawObject::none());
  Truth ok = each_child_with_tag(thread, self, tag, [&](const Object& child) {
    found = *child;
    return Truth::kFalse;
  });
  return ok == Truth::kError ? RawObject::error() : *found;
}

RawObject elementtree_Element_findtext(Thread* thread, Arguments arguments) {
  if (!arguments[3].is_none() || is_path(arguments[1]))
    return search_path(thread, "findtext", arguments, 4);
  XmlElement self(thread, arguments[0]);
  Object tag(thread, arguments[1]), found(thread, arguments[2]);
  Truth ok = each_child_with_tag(thread, self, tag, [&](const Object& child) {
    found = RawXmlElement(child->raw()).text();
    if (found->is_none()) found = new_str_ascii(thread, "");
    return Truth::kFalse;
  });
  return ok == Truth::kError ? RawObject::error() : *found;
}

RawObject elementtree_Element_findall(Thread* thread, Arguments arguments) {
  if (!arguments[2].is_none() || is_path(arguments[1]))
    return search_path(thread, "findall", arguments, 3);
  XmlElement self(thread, arguments[0]);
  Object tag(thread, arguments[1]);
  List found(thread, new_list(thread));
  Truth ok = each_child_with_tag(thread, self, tag, [&](const Object& child) {
    return list_append(thread, found, child) ? Truth::kTrue : Truth::kError;
  });
  return ok == Truth::kError ? RawObject::error() : *found;
}

RawObject elementtree_Element_iterfind(Thread* thread, Arguments arguments) {
  return search_path(thread, "iterfind", arguments, 3);
}

RawObject elementtree_Element_iter(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), tag(thread, arguments[1]);
  if (is_str(*tag) && str_equals_ascii_NoGC(underlying_value(*tag), "*")) tag = RawObject::none();
  return new_tree_iterator(thread, self, tag, false);
}

RawObject elementtree_Element_itertext(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), none(thread, RawObject::none());
  return new_tree_iterator(thread, self, none, true);
}

RawObject elementtree__element_iterator___iter__(Thread*, Arguments arguments) {
  return arguments[0];
}

RawObject elementtree__element_iterator___next__(Thread* thread, Arguments arguments) {
  XmlIterator self(thread, arguments[0]);
  RawObject item = self->texts() != 0 ? next_text(thread, self) : next_matching(thread, self);
  return item.is_unbound() ? raise_stop_iteration(thread, RawObject::none()) : item;
}

}  // namespace pyro::natives
