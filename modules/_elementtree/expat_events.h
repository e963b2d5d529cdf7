#pragma once

#include <expat.h>

#include <string>
#include <unordered_map>

#include "modules/_elementtree/elementtree.h"

// Expat, which is linked into the program: its events become calls of C++ functions and not of
// Python objects, as they would be by way of the module pyexpat.
//
// While Expat runs, `run` says on behalf of whom. An exception that a handler leaves pending stays
// so: later events are ignored until Expat returns.

namespace pyro::elementtree {

// The target's methods in XmlParser::handlers.
enum Handler : word {
  kStartHandler,
  kEndHandler,
  kDataHandler,
  kCommentHandler,
  kInstructionHandler,
  kDoctypeHandler,
  kStartNamespaceHandler,
  kEndNamespaceHandler,
  kCloseHandler,
  kHandlerCount,
};
inline constexpr const char* kHandlerNames[kHandlerCount] = {
    "start", "end", "data", "comment", "pi", "doctype", "start_ns", "end_ns", "close"};

struct ParserRun {
  Thread* thread;
  const XmlParser& parser;
};

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct ExpatState : NativeResource {
  ~ExpatState() override {
    if (parser != nullptr) XML_ParserFree(parser);
  }
  XML_Parser parser = nullptr;
  ParserRun* run = nullptr;
  bool builds = false;  // the target is a plain TreeBuilder
  // Names as Expat gives them: their place in XmlParser::names.
  std::unordered_map<std::string, word, TextHash, std::equal_to<>> names;
};

// Sets the handlers that the parser's target asks for.
void install_expat_handlers(ExpatState* state, RawXmlParser parser);
void want_expat_namespaces(ExpatState* state, bool starts, bool ends);
// Raises ParseError for an error of Expat at a place. `message` null: Expat's own text.
RawObject raise_expat_error(Thread* thread, XML_Error code, long line, long column,
                            const char* message);

}  // namespace pyro::elementtree
