#include "modules/_elementtree/elementtree.h"
#include "runtime/type.h"

namespace pyro::natives {

using namespace elementtree;

namespace {

// xml.etree.ElementTree.ParseError, which C++ has to know.
bool add_parse_error(Thread* thread, const Object& module) {
  Object name(thread, new_str_ascii(thread, "ParseError"));
  Object base(thread, exc_type(thread, Exc::kSyntaxError));
  Tuple bases(thread, new_tuple_of(thread, base));
  Dict ns(thread, new_dict(thread));
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object value(thread, new_str_ascii(thread, "xml.etree.ElementTree"));
  dict_set_str(thread, ns, key, value);
  Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
  Object none(thread, RawObject::none());
  Object error(thread, type_new(thread, metatype, name, bases, ns, none));
  if (error->is_error()) return false;
  if (!module_set(thread, module, "ParseError", error)) return false;
  Dict declared(thread, module_get(thread, module, "__stub_types__"));
  key = intern_ascii(thread, "ParseError");
  dict_set_str(thread, declared, key, error);
  return true;
}

// A module that is imported anew has the types of the first one.
RawObject share_types(Thread* thread, const Object& module) {
  Object type(thread, RawObject::none());
  for (TypeIndex index : {kElementType, kTreeBuilderType, kParserType, kParseErrorType}) {
    type = module_type(thread, index);
    std::string name = utf8_of(RawType(type->raw()).name());
    if (!module_set(thread, module, name.c_str(), type)) return RawObject::error();
  }
  return RawObject::none();
}

}  // namespace

RawObject elementtree_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  if (!thread->runtime()->module_state(&kTypesKey).is_none()) return share_types(thread, module);
  RawObject factories = new_array(thread, 2);
  array_set(factories, 0, RawObject::none());
  array_set(factories, 1, RawObject::none());
  thread->runtime()->set_module_state(&kFactoriesKey, factories);
  if (!add_parse_error(thread, module)) return RawObject::error();
  return remember_types(thread, &kTypesKey, *module,
                        {"Element", "_element_iterator", "TreeBuilder", "XMLParser", "ParseError"});
}

}  // namespace pyro::natives
