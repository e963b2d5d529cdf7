#include "compiler/parser.h"

#include "compiler/identifiers.h"
#include "compiler/parser_state.h"

namespace pyro {

namespace {

// CPython's parser gives up with MemoryError when its rules are nested this deeply. The weights in DepthGuard's callers make
// this one give up at about the same sources; a frame here is small enough that the native stack holds them all.
constexpr int kDeepestNesting = 6000;

const Token kStopToken = {TokenKind::Error, 0, 0, 0, 1, 0, 1, 0};

LexerOptions lexer_options(const ParseOptions& options) {
  LexerOptions result;
  result.type_comments = options.type_comments;
  result.dont_imply_dedent = options.dont_imply_dedent;
  result.barry_as_bdfl = options.barry_as_bdfl;
  return result;
}

}  // namespace

DepthGuard::DepthGuard(Parser* parser, int cost) : parser_(parser), cost_(cost) {
  parser_->depth_ += cost;
  exceeded_ = parser_->stopped_;
  if (parser_->depth_ <= kDeepestNesting || exceeded_) return;
  SyntaxErrorInfo error;
  error.kind = SyntaxErrorKind::MemoryError;
  error.has_position = false;
  parser_->raise_raw(error);
  exceeded_ = true;
}

Parser::Parser(Arena& arena, const SourceText& source, const ParseOptions& options)
    : arena_(arena), source_(source), options_(options), lexer_(source, lexer_options(options)) {}

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
    if (!tokens_.empty() && tokens_.back().kind == TokenKind::EndMarker) return tokens_.back();
    Token token = lexer_.next();
    if (token.kind == TokenKind::Error) {
      error_from_lexer_ = true;
      raise_raw(lexer_.error());
      return kStopToken;
    }
    tokens_.push_back(token);
  }
  return tokens_[index];
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
  finish_failure();
  return nullptr;
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
  if (tokens_.back().kind == TokenKind::EndMarker && lexer_.open_bracket_count() > 0) {
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

// Behind a syntax error there may be one in the text itself, which says more about what went wrong: a string or bracket that is
// never closed, a character that starts no token.
void Parser::check_rest_of_source() {
  bool is_syntax_error = error_.kind == SyntaxErrorKind::SyntaxError ||
                         (error_.kind == SyntaxErrorKind::IndentationError && !error_is_generic_);
  if (!is_syntax_error || tokens_.empty()) return;
  int furthest_line = tokens_.back().lineno;
  for (;;) {
    Token token = lexer_.next();
    if (token.kind == TokenKind::Error) {
      if (lexer_.error_is_textual()) {
        error_ = lexer_.error();
        error_.lineno += origin_.line_delta;
        error_.end_lineno += origin_.line_delta;
      }
      return;
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
    case ParseMode::Exec: return parse_module();
    case ParseMode::Eval: return parse_eval();
    case ParseMode::Single: return parse_interactive();
    case ParseMode::FuncType: return parse_func_type();
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
    accept(TokenKind::Newline);
  } else if (!stopped_ && simple_statements(&body)) {
  } else if (!stopped_ && at(TokenKind::Newline)) {
    size_t start = mark_++;
    body.push_back(make<ast::Pass>(start));
  } else if (!stopped_ && at(TokenKind::EndMarker)) {
    SyntaxErrorInfo error;
    error.message = "unexpected EOF while parsing";
    raise_at_last_token(error.message);
    return nullptr;
  }
  if (stopped_ || body.empty()) return nullptr;
  auto* module = arena_.make<ast::Interactive>();
  module->body = span(body);
  while (accept(TokenKind::Newline)) {
  }
  if (!at(TokenKind::EndMarker) && !stopped_) {
    raise_at_last_token("multiple statements found while compiling a single statement");
  }
  return module;
}

// '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER
ast::Mod* Parser::parse_func_type() {
  if (!accept(TokenKind::LeftParen)) return nullptr;
  List<ExprNode*> types;
  while (!at(TokenKind::RightParen)) {
    accept(TokenKind::DoubleStar) || accept(TokenKind::Star);
    ExprNode* type = expression();
    if (type == nullptr) return nullptr;
    types.push_back(type);
    if (!accept(TokenKind::Comma)) break;
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
    case SyntaxErrorKind::SyntaxError: return "SyntaxError";
    case SyntaxErrorKind::IndentationError: return "IndentationError";
    case SyntaxErrorKind::TabError: return "TabError";
    case SyntaxErrorKind::UnicodeDecodeError: return "UnicodeDecodeError";
    case SyntaxErrorKind::ValueError: return "ValueError";
    case SyntaxErrorKind::MemoryError: return "MemoryError";
    case SyntaxErrorKind::RecursionError: return "RecursionError";
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
  if (!text.load(source, options.ignore_cookie, &result.error)) return result;
  Parser parser(arena, text, options);
  result.tree = parser.run();
  if (result.tree == nullptr) result.error = parser.error();
  result.warnings = std::move(parser.warnings());
  return result;
}

}  // namespace pyro
