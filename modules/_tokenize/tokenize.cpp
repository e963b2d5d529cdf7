#include <memory>
#include <string>

#include "compiler/lexer.h"
#include "interpreter/compile_service.h"
#include "lib-python/natives.h"
#include "modules/support.h"
#include "runtime/codecs.h"

// _tokenize: the compiler's lexer as an iterator over
//
//   (text, type, first line, last line, first column, last column, lines read so far)
//
// with columns in bytes. The types are those of the module token. The end of the source ends the
// iteration and is no token; so do errors that the lexer finds in the shape of the lines
// (indentation, continuation), as in CPython.

namespace pyro::natives {

namespace {

struct TokenSource : NativeResource {
  SourceText source;
  std::unique_ptr<Lexer> lexer;
  std::string last_lines;  // the lines that the last token was read from
};

TokenSource* tokens_of(Thread* thread, RawObject self) {
  word index = RawNativeHandle(self.raw()).resource();
  return static_cast<TokenSource*>(thread->runtime()->native_resource_at(index));
}

constexpr int kNameToken = 1, kFirstOperator = 7, kBraces = 25, kAfterBrackets = 11,
              kAfterBraces = 27;
constexpr int kOtherOperator = 54, kAwait = 55, kAsync = 56;

int operator_number(TokenKind kind) {
  auto distance = [kind](TokenKind first) {
    return static_cast<int>(kind) - static_cast<int>(first);
  };
  if (kind <= TokenKind::RightBracket) return kFirstOperator + distance(TokenKind::LeftParen);
  if (kind <= TokenKind::RightBrace) return kBraces + distance(TokenKind::LeftBrace);
  if (kind <= TokenKind::Percent) return kAfterBrackets + distance(TokenKind::Colon);
  return kAfterBraces + distance(TokenKind::EqualEqual);
}

// The number of a kind in the module token.
int token_number(TokenKind kind) {
  switch (kind) {
    case TokenKind::EndMarker:
      return 0;
    case TokenKind::Number:
      return 2;
    case TokenKind::String:
      return 3;
    case TokenKind::Newline:
      return 4;
    case TokenKind::Indent:
      return 5;
    case TokenKind::Dedent:
      return 6;
    case TokenKind::KeywordAwait:
      return kAwait;
    case TokenKind::KeywordAsync:
      return kAsync;
    case TokenKind::Invalid:
      return kOtherOperator;
    default:
      break;
  }
  bool is_operator = kind >= TokenKind::LeftParen && kind <= TokenKind::ColonEqual;
  return is_operator ? operator_number(kind) : kNameToken;
}

// What has been read of the logical line that the token belongs to. At the end of the text there is
// no further line.
void note_lines(TokenSource* tokens, const Token& token) {
  if (token.start >= tokens->source.text().size()) return;
  uint32_t begin = tokens->source.line_start(tokens->lexer->group_lineno());
  uint32_t end = tokens->source.line_start(token.end_lineno + 1);
  if (end > begin) tokens->last_lines = tokens->source.text().substr(begin, end - begin);
}

RawObject new_token(Thread* thread, TokenSource* tokens, Token token) {
  std::string_view text = tokens->lexer->text_of(token);
  // The lexer stands on the next line already then: the lines are those of the token before.
  if (token.kind == TokenKind::Newline) {
    if (!text.starts_with('#')) text = {};  // a comment belongs to the end of its line
    token.end_col_offset = token.col_offset + static_cast<int32_t>(text.size());
  } else {
    note_lines(tokens, token);
  }
  Tuple result(thread, new_tuple(thread, 7));
  RawObject value = new_str(thread, std::string(text));
  tuple_init(*result, 0, value);
  const int numbers[] = {token_number(token.kind), token.lineno, token.end_lineno, token.col_offset,
                         token.end_col_offset};
  for (int i = 0; i < 5; i++) tuple_init(*result, i + 1, RawObject::from_small_int(numbers[i]));
  value = new_str(thread, tokens->last_lines);
  tuple_init(*result, 6, value);
  return *result;
}

}  // namespace

RawObject tokenize_TokenizerIter___new__(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[1]);
  if (!is_str(*source)) {
    return raise_type_error(thread, "tokenizeriter() argument 'source' must be str, not %T",
                            &source);
  }
  Object bytes(thread, encode(thread, source, "utf-8", "strict"));
  if (bytes->is_error()) return *bytes;
  std::string text = utf8_of(*source);
  if (text.find('\0') != std::string::npos)
    return raise_value_error(thread, "embedded null character");
  auto tokens = std::make_unique<TokenSource>();
  SyntaxErrorInfo error;
  if (!tokens->source.load(text, true, true, &error))
    return interpreter::raise_syntax_error(thread, error, "<string>", text);
  tokens->lexer = std::make_unique<Lexer>(tokens->source, LexerOptions{});
  RawNativeHandle self(allocate_for(thread, arguments[0]).raw());
  self.set_resource(thread->runtime()->add_native_resource(std::move(tokens)));
  thread->heap()->register_native(self);
  return self;
}

RawObject tokenize_TokenizerIter___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject tokenize_TokenizerIter___next__(Thread* thread, Arguments arguments) {
  TokenSource* tokens = tokens_of(thread, arguments[0]);
  Token token = tokens->lexer->next();
  if (token.kind == TokenKind::Error && tokens->lexer->error_is_textual()) {
    return interpreter::raise_syntax_error(thread, tokens->lexer->error(), "<string>",
                                           tokens->source.text());
  }
  if (token.kind == TokenKind::Error || token.kind == TokenKind::EndMarker)
    return raise_stop_iteration(thread, RawObject::none());
  return new_token(thread, tokens, token);
}

}  // namespace pyro::natives
