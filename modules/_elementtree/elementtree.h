#pragma once

#include "lib-python/natives.h"
#include "modules/module_types.h"
#include "runtime/arrays.h"

// _elementtree: the elements, the builder and the parser of xml.etree.ElementTree.
//
// An Element keeps attributes and children only once it has some. Children are a list that no
// program ever sees. A TreeBuilder collects text in pieces and stores it when an element begins or
// ends. XMLParser feeds Expat, whose events go straight to the builder if the target is a plain
// TreeBuilder, and else to the target's methods.
//
// Importing the module anew gives the same types again, so that elements of both work together.

namespace pyro::elementtree {

enum TypeIndex : word {
  kElementType,
  kIteratorType,
  kTreeBuilderType,
  kParserType,
  kParseErrorType
};
inline constexpr char kTypesKey = 0;
// Array: factories for comments and processing instructions (_set_factories), None: none.
inline constexpr char kFactoriesKey = 0;

inline RawObject module_type(Thread* thread, TypeIndex index) {
  return remembered_type(thread, &kTypesKey, index);
}

// A plain Element. `attrib` is None or a dict, which the element takes over.
RawObject new_element(Thread* thread, const Object& tag, const Object& attrib);
// The element's list of children, made on demand.
RawObject ensure_children(Thread* thread, const XmlElement& element);
[[nodiscard]] bool add_child(Thread* thread, const XmlElement& element, const Object& child);
word child_count_NoGC(RawXmlElement element);
// TypeError `expected an Element, not "int"`.
[[nodiscard]] bool check_element(Thread* thread, const Object& value);
// TypeError "WHAT, not TYPE", as the checks of arguments word it.
RawObject raise_argument(Thread* thread, const char* what, const Object& value);
// The attributes as a dict, made on demand; TypeError if they are something else.
RawObject ensure_attributes(Thread* thread, const XmlElement& element);

// --- TreeBuilder
enum class Event : word { kStart, kEnd, kStartNamespace, kEndNamespace, kComment, kInstruction };
inline constexpr word kEventCount = 6;
enum BuilderFlag : word { kInsertComments = 1, kInsertInstructions = 2 };

RawObject new_builder(Thread* thread);
RawObject builder_start(Thread* thread, const XmlTreeBuilder& builder, const Object& tag,
                        const Object& attributes);
RawObject builder_end(Thread* thread, const XmlTreeBuilder& builder);
[[nodiscard]] bool builder_data(Thread* thread, const XmlTreeBuilder& builder, const Object& data);
RawObject builder_comment(Thread* thread, const XmlTreeBuilder& builder, const Object& text);
RawObject builder_instruction(Thread* thread, const XmlTreeBuilder& builder, const Object& target,
                              const Object& text);
[[nodiscard]] bool builder_start_namespace(Thread* thread, const XmlTreeBuilder& builder,
                                           const Object& prefix, const Object& uri);
[[nodiscard]] bool builder_end_namespace(Thread* thread, const XmlTreeBuilder& builder);
RawObject builder_close(Thread* thread, const XmlTreeBuilder& builder);
[[nodiscard]] bool builder_wants_NoGC(RawXmlTreeBuilder builder, Event event);
// Reports to `queue` the kinds of events that `names` (a sequence, or None: only ends) has.
[[nodiscard]] bool builder_set_events(Thread* thread, const XmlTreeBuilder& builder,
                                      const Object& queue, const Object& names);

}  // namespace pyro::elementtree
