#include "compiler/parser.h"

#include "compiler/identifiers.h"
#include "compiler/parser_state.h"

namespace pyro {

namespace {

// CPython's parser gives up with MemoryError when its rules are nested too deeply. The weights in
// DepthGuard's callers make this one give up at the same sources: 5970 unary operators or
// conditional expressions, 2985 lambdas or powers.
constexpr int kDeepestNesting = 5970;

// Builds with large frames (sanitizers) give up earlier instead of overflowing the native stack.
constexpr ptrdiff_t kMostNativeStack = 4 << 20;

const Token kStopToken = {TokenKind::Error, 0, 0, 0, 1, 0, 1, 0};

LexerOptions lexer_options(const ParseOptions& options) {
  LexerOptions result;
  result.type_comments = options.type_comments;
  result.barry_as_bdfl = options.barry_as_bdfl;
  result.async_is_soft = options.feature_version < 7;
  return result;
}

}  // namespace

DepthGuard::DepthGuard(Parser* parser, int cost) : parser_(parser), cost_(cost) {
  parser_->depth_ += cost;
  exceeded_ = parser_->stopped_;
  ptrdiff_t used = parser_->stack_base_ - static_cast<char*>(__builtin_frame_address(0));
  bool is_too_deep = parser_->depth_ > kDeepestNesting || used > kMostNativeStack;
  if (!is_too_deep || exceeded_) return;
  SyntaxErrorInfo error;
  error.kind = SyntaxErrorKind::MemoryError;
  error.has_position = false;
  parser_->raise_raw(error);
  exceeded_ = true;
}

Parser::Parser(Arena& arena, const SourceText& source, const ParseOptions& options)
    : arena_(arena),
      source_(source),
      options_(options),
      lexer_(source, lexer_options(options)),
      stack_base_(static_cast<char*>(__builtin_frame_address(0))) {}

Parser::Parser(Arena& arena, const SourceText& source, const ParseOptions& options,
               const NestedOrigin& origin)
    : Parser(arena, source, options) {
  origin_ = origin;
  is_nested_ = true;
}

// --- tokens ---

const Token& Parser::token_at(size_t index) {
  if (stopped_) return kStopToken;
  while (index >= tokens_.size()) {
    bool is_at_end = !tokens_.empty() && tokens_.back().kind == TokenKind::EndMarker;
    if (is_at_end && options_.mode != ParseMode::Single) return tokens_.back();
    Token token = next_token();
    if (token.kind == TokenKind::Error) {
      error_from_lexer_ = true;
      raise_raw(lexer_.error());
      return kStopToken;
    }
    tokens_.push_back(token);
    if (token.kind == TokenKind::EndMarker && !is_nested_ && lexer_.open_bracket_count() > 0) {
      raise_raw(lexer_.unclosed_bracket_error());
      return kStopToken;
    }
  }
  return tokens_[index];
}

void Parser::take_lexer_warnings() {
  for (CompilerWarning& warning : lexer_.take_warnings()) {
    warning.lineno += origin_.line_delta;
    warning.end_lineno += origin_.line_delta;
    warnings_.push_back(std::move(warning));
  }
}

// In an interactive statement the end of the input ends the line and the open blocks as well.
Token Parser::next_token() {
  Token token = lexer_.next();
  take_lexer_warnings();
  if (options_.mode != ParseMode::Single || is_nested_ || token.kind == TokenKind::Error)
    return token;
  if (token.kind != TokenKind::EndMarker || !line_is_open_) {
    line_is_open_ = true;
    return token;
  }
  line_is_open_ = false;
  token.kind = TokenKind::Newline;
  if (!options_.dont_imply_dedent) lexer_.imply_dedents();
  return token;
}

bool Parser::at_word(const char* word) {
  const Token& token = peek();
  return token.kind == TokenKind::Name && text_of(token) == word;
}

// A token that nothing else can stand for: its absence is an error at once, in both passes.
bool Parser::expect_forced(TokenKind kind, const char* spelling) {
  if (accept(kind)) return true;
  if (!stopped_) {
    raise(std::string("expected '") + spelling + "'", token_range(peek()));
  }
  return false;
}

const Token& Parser::last_token_taken() {
  size_t index = mark_;
  while (index > 0) {
    const Token& token = tokens_[--index];
    bool has_text = token.kind != TokenKind::Newline && token.kind != TokenKind::Indent &&
                    token.kind != TokenKind::Dedent && token.kind != TokenKind::EndMarker;
    if (has_text) return token;
  }
  return kStopToken;
}

SourceRange Parser::token_range(const Token& token) const {
  auto column = [this](int lineno, int col_offset) {
    if (!is_nested_ || col_offset < 0) return col_offset;
    return col_offset +
           (lineno == 1 ? origin_.first_line_column_delta : origin_.other_line_column_delta);
  };
  return {token.lineno + origin_.line_delta, column(token.lineno, token.col_offset),
          token.end_lineno + origin_.line_delta, column(token.end_lineno, token.end_col_offset)};
}

SourceRange Parser::range_from(size_t start) {
  if (stopped_ || start >= tokens_.size()) return {1, 0, 1, 0};
  SourceRange first = token_range(tokens_[start]);
  SourceRange last = token_range(last_token_taken());
  return {first.lineno, first.col_offset, last.end_lineno, last.end_col_offset};
}

Identifier Parser::identifier_of(const Token& token) {
  std::string_view text = text_of(token);
  for (char c : text) {
    if (static_cast<uint8_t>(c) >= 0x80) return arena_.intern(normalize_nfkc(text));
  }
  return arena_.intern(text);
}

// --- passes ---

ast::Mod* Parser::run() {
  ast::Mod* tree = parse_whole();
  if (tree != nullptr && !stopped_) return tree;
  bool can_be_continued = error_from_lexer_ ? error_.is_incomplete : lexer_.has_hit_end();
  if (options_.allow_incomplete_input && can_be_continued) {
    report_incomplete_input();
  } else {
    finish_failure();
  }
  return nullptr;
}

// For code that is typed in bit by bit (the codeop module): the source is wrong, but it ends where
// the error is.
void Parser::report_incomplete_input() {
  SyntaxErrorInfo error;
  error.message = "incomplete input";
  error.is_incomplete = error.has_text = true;
  const bool has_token = !tokens_.empty() && !error_from_lexer_;
  const Token last = has_token ? tokens_.back() : kStopToken;
  if (has_token && last.col_offset >= 0) {
    error.lineno = last.lineno;
    error.end_lineno = last.end_lineno;
    error.offset = to_character_offset(last.lineno, last.col_offset);
    error.end_offset = to_character_offset(last.end_lineno, last.end_col_offset);
  } else {
    error.lineno = error.end_lineno = error_from_lexer_ ? error_.lineno : last.lineno;
    error.offset = error_from_lexer_ ? error_.offset : lexer_.current_column();
    error.end_offset = -1;
  }
  error.text = source_.line(error.lineno);
  stopped_ = false;
  raise_raw(std::move(error));
}

ExprNode* Parser::run_fstring_expression() {
  auto parse = [this]() -> ExprNode* {
    ExprNode* node = star_expressions();
    return stopped_ ? nullptr : node;
  };
  ExprNode* node = parse();
  if (node != nullptr) return node;
  if (!stopped_) {
    size_t furthest = tokens_.size() - 1;
    reset_for_diagnosis();
    parse();
    if (!stopped_) report_generic_failure(furthest);
  }
  if (!error_from_lexer_) check_rest_of_source();
  return nullptr;
}

// The first pass failed: if it has not said why, the second one looks for a reason.
void Parser::finish_failure() {
  if (!stopped_) {
    size_t furthest = tokens_.empty() ? 0 : tokens_.size() - 1;
    reset_for_diagnosis();
    parse_whole();
    if (!stopped_) report_generic_failure(furthest);
  }
  if (!error_from_lexer_) check_rest_of_source();
}

void Parser::reset_for_diagnosis() {
  mark_ = 0;
  depth_ = 0;
  diagnosing_ = diagnosing_pass_ = true;
  memo_.clear();
}

void Parser::report_generic_failure(size_t furthest) {
  if (tokens_.empty()) {
    token_at(0);
    if (stopped_) return;
  }
  if (lexer_.reached_end() && lexer_.open_bracket_count() > 0) {
    raise_raw(lexer_.unclosed_bracket_error());
    return;
  }
  const Token& last = tokens_[std::min(furthest, tokens_.size() - 1)];
  if (last.kind == TokenKind::Indent || last.kind == TokenKind::Dedent) {
    const char* message =
        last.kind == TokenKind::Indent ? "unexpected indent" : "unexpected unindent";
    raise_at_last_token(message, SyntaxErrorKind::IndentationError);
    error_is_generic_ = true;
    return;
  }
  raise("invalid syntax", token_range(last));
}

// Behind a syntax error there may be one in the text itself, which says more about what went wrong:
// a string or bracket that is never closed, a character that starts no token.
void Parser::check_rest_of_source() {
  bool is_syntax_error = error_.kind == SyntaxErrorKind::SyntaxError ||
                         (error_.kind == SyntaxErrorKind::IndentationError && !error_is_generic_);
  if (!is_syntax_error || tokens_.empty()) return;
  int furthest_line = tokens_.back().lineno;
  for (;;) {
    Token token = lexer_.next();
    take_lexer_warnings();
    if (token.kind == TokenKind::Error) {
      if (lexer_.error_is_textual()) {
        error_ = lexer_.error();
        error_.lineno += origin_.line_delta;
        error_.end_lineno += origin_.line_delta;
        return;
      }
      break;
    }
    if (token.kind == TokenKind::EndMarker) break;
  }
  if (lexer_.open_bracket_count() > 0 && lexer_.innermost_bracket_lineno() < furthest_line) {
    error_ = lexer_.unclosed_bracket_error();
  }
}

// --- whole sources ---

ast::Mod* Parser::parse_whole() {
  switch (options_.mode) {
    case ParseMode::Exec:
      return parse_module();
    case ParseMode::Eval:
      return parse_eval();
    case ParseMode::Single:
      return parse_interactive();
    case ParseMode::FuncType:
      return parse_func_type();
  }
  return nullptr;
}

ast::Mod* Parser::parse_module() {
  List<StmtNode*> body;
  while (statement(&body)) {
    if (memo_.size() > 4096) memo_.clear();
  }
  if (stopped_ || !accept(TokenKind::EndMarker)) return nullptr;
  List<ast::TypeIgnoreNode*> ignores;
  for (const TypeIgnoreComment& comment : lexer_.type_ignores()) {
    auto* node = arena_.make<ast::TypeIgnore>();
    node->lineno = comment.lineno;
    node->tag = arena_.copy_text(comment.tag);
    ignores.push_back(node);
  }
  auto* module = arena_.make<ast::Module>();
  module->body = span(body);
  module->type_ignores = span(ignores);
  return module;
}

// expressions NEWLINE* ENDMARKER
ast::Mod* Parser::parse_eval() {
  ExprNode* value = plain_expressions();
  if (value == nullptr) return nullptr;
  while (accept(TokenKind::Newline)) {
  }
  if (!accept(TokenKind::EndMarker)) return nullptr;
  auto* module = arena_.make<ast::Expression>();
  module->body = value;
  return module;
}

// compound_stmt NEWLINE | simple_stmts | NEWLINE | ENDMARKER
ast::Mod* Parser::parse_interactive() {
  List<StmtNode*> body;
  if (StmtNode* node = compound_statement()) {
    body.push_back(node);
    if (!accept(TokenKind::Newline)) return nullptr;
  } else if (!stopped_ && simple_statements(&body)) {
  } else if (!stopped_ && at(TokenKind::Newline)) {
    size_t start = mark_++;
    body.push_back(make<ast::Pass>(start));
  }
  if (stopped_ || body.empty()) return nullptr;
  auto* module = arena_.make<ast::Interactive>();
  module->body = span(body);
  if (lexer_.has_more_statements()) {
    raise_at_last_token("multiple statements found while compiling a single statement");
  }
  return module;
}

// '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
ast::Mod* Parser::parse_func_type() {
  if (!accept(TokenKind::LeftParen)) return nullptr;
  List<ExprNode*> types;
  for (int stars = 0;
       stars < 2 && !at(TokenKind::RightParen);) {  // after '*' only '**', after '**' nothing
    if (stars == 0 && accept(TokenKind::Star))
      stars = 1;
    else if (accept(TokenKind::DoubleStar))
      stars = 2;
    else if (stars == 1)
      return nullptr;
    ExprNode* type = expression();
    if (type == nullptr) return nullptr;
    types.push_back(type);
    if (stars == 2 || !accept(TokenKind::Comma)) break;
    if (at(TokenKind::RightParen)) return nullptr;
  }
  if (!accept(TokenKind::RightParen) || !accept(TokenKind::Arrow)) return nullptr;
  ExprNode* returns = expression();
  if (returns == nullptr) return nullptr;
  while (accept(TokenKind::Newline)) {
  }
  if (!accept(TokenKind::EndMarker)) return nullptr;
  auto* module = arena_.make<ast::FunctionType>();
  module->argtypes = span(types);
  module->returns = returns;
  return module;
}

// --- the front door ---

const char* syntax_error_class(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::SyntaxError:
      return "SyntaxError";
    case SyntaxErrorKind::IndentationError:
      return "IndentationError";
    case SyntaxErrorKind::TabError:
      return "TabError";
    case SyntaxErrorKind::UnicodeDecodeError:
      return "UnicodeDecodeError";
    case SyntaxErrorKind::ValueError:
      return "ValueError";
    case SyntaxErrorKind::MemoryError:
      return "MemoryError";
    case SyntaxErrorKind::RecursionError:
      return "RecursionError";
  }
  return "SyntaxError";
}

ParseResult parse(Arena& arena, std::string_view source, std::string_view filename,
                  const ParseOptions& options) {
  (void)filename;
  ParseResult result;
  if (source.find('\0') != std::string_view::npos) {
    result.error.kind = SyntaxErrorKind::ValueError;
    result.error.message = "source code string cannot contain null bytes";
    result.error.has_position = false;
    return result;
  }
  SourceText text;
  if (!text.load(source, options.ignore_cookie, options.mode == ParseMode::Exec, &result.error))
    return result;
  Parser parser(arena, text, options);
  result.tree = parser.run();
  if (result.tree == nullptr) result.error = parser.error();
  result.warnings = std::move(parser.warnings());
  return result;
}

}  // namespace pyro
