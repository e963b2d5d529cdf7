#pragma once

// The parser proper; compiler/parser.h has the story. Private to the parse_*.cpp and diagnose_*.cpp
// files.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/arena.h"
#include "compiler/ast.h"
#include "compiler/lexer.h"
#include "compiler/parser.h"
#include "compiler/string_literals.h"

namespace pyro {

using ast::ExprNode;
using ast::PatternNode;
using ast::StmtNode;

// A stretch of the source, as the tree counts: lines from 1, columns in bytes from 0.
struct SourceRange {
  int lineno;
  int col_offset;
  int end_lineno;
  int end_col_offset;
};

// What a list of targets is for; decides which expressions are wrong in it.
enum class TargetUse : uint8_t { Assignment, Deletion, Loop };

// Rules whose results the diagnosing pass remembers, by position.
enum class MemoRule : uint8_t {
  Expression,
  Disjunction,
  StarExpression,
  NamedExpression,
  BitwiseOr,
  Inversion,
  Factor,
  Primary,
  TargetPrimary,
  StarTarget,
  TargetWithStarAtom,
  DeleteTarget,
  SimpleStatement,
  Block,
  LambdaParameters,
  PatternRule,
  Strings,
  Braced,
};

// Where an f-string's expression sits in the file, so that nested nodes get positions there.
struct NestedOrigin {
  int line_delta = 0;
  int first_line_column_delta = 0;  // for nodes on the first line of the nested text
  int other_line_column_delta = 0;
  int error_column_delta = 0;  // what is taken off columns of later lines in errors
  int depth = 0;               // of f-strings within f-strings
};

class Parser {
 public:
  Parser(Arena& arena, const SourceText& source, const ParseOptions& options);
  Parser(Arena& arena, const SourceText& source, const ParseOptions& options,
         const NestedOrigin& origin);

  ast::Mod* run();
  // The expression of an f-string's replacement field.
  ExprNode* run_fstring_expression();

  const SyntaxErrorInfo& error() const { return error_; }
  std::vector<CompilerWarning>& warnings() { return warnings_; }

 private:
  friend class FStringParser;
  friend class DepthGuard;

  template <typename T>
  using List = std::vector<T>;

  // --- parser.cpp: tokens, nodes, passes ---
  const Token& token_at(size_t index);
  Token next_token();
  void take_lexer_warnings();
  const Token& peek() { return token_at(mark_); }
  TokenKind peek_kind() { return token_at(mark_).kind; }
  bool at(TokenKind kind) { return peek_kind() == kind; }
  bool accept(TokenKind kind) {
    if (!at(kind)) return false;
    mark_++;
    return true;
  }
  // The soft keyword `word` (match, case, _) at the current position.
  bool at_word(const char* word);
  std::string_view text_of(const Token& token) const { return lexer_.text_of(token); }
  bool expect_forced(TokenKind kind, const char* spelling);
  bool stopped() const { return stopped_; }

  template <typename T>
  T* locate(T* node, size_t start) {
    SourceRange range = range_from(start);
    return locate(node, range);
  }
  template <typename T>
  T* locate(T* node, const SourceRange& range) {
    node->lineno = range.lineno;
    node->col_offset = range.col_offset;
    node->end_lineno = range.end_lineno;
    node->end_col_offset = range.end_col_offset;
    return node;
  }
  template <typename T>
  T* make(size_t start) {
    return locate(arena_.make<T>(), start);
  }
  template <typename T>
  Span<T> span(const std::vector<T>& list) {
    return arena_.copy_span(list);
  }
  // From the first byte of token `start` to the end of the last token taken.
  SourceRange range_from(size_t start);
  SourceRange token_range(const Token& token) const;
  static SourceRange node_range(const ast::LocatedNode* node) {
    return {node->lineno, node->col_offset, node->end_lineno, node->end_col_offset};
  }
  const Token& last_token_taken();
  Identifier identifier_of(const Token& token);
  ExprNode* name_from_token(size_t index, ast::ExprContext context);
  ExprNode* constant(size_t start, ast::ConstantKind kind);

  ast::Mod* parse_whole();
  ast::Mod* parse_module();
  ast::Mod* parse_interactive();
  ast::Mod* parse_eval();
  ast::Mod* parse_func_type();
  void reset_for_diagnosis();
  void finish_failure();
  void report_incomplete_input();
  void report_generic_failure(size_t furthest);
  void check_rest_of_source();

  // --- parser_errors.cpp: how errors are reported ---
  std::nullptr_t raise(const std::string& message, const SourceRange& range,
                       SyntaxErrorKind kind = SyntaxErrorKind::SyntaxError);
  std::nullptr_t raise_tokens(const std::string& message, size_t first, size_t last);
  std::nullptr_t raise_at_last_token(const std::string& message,
                                     SyntaxErrorKind kind = SyntaxErrorKind::SyntaxError);
  std::nullptr_t raise_from_token(const std::string& message, size_t first);
  std::nullptr_t raise_missing_block(const char* what, size_t keyword);
  std::nullptr_t raise_raw(SyntaxErrorInfo error);
  std::nullptr_t raise_version(const char* what, int minor);
  bool check_version(int minor, const char* what);
  std::string_view error_text(int lineno) const;
  int to_shown_offset(int lineno, int col_offset, std::string_view shown) const;
  int to_character_offset(int lineno, int col_offset) const;
  static const char* describe(const ExprNode* node);
  static ExprNode* find_invalid_target(ExprNode* node, TargetUse use);
  // Raises "cannot assign to ..." or "cannot delete ..." for a wrong part of `node`, if there is
  // one.
  bool raise_invalid_target(ExprNode* node, TargetUse use);

  // --- memo ---
  struct MemoEntry {
    void* node;
    size_t end;
  };
  template <typename T, typename Parse>
  T* remember(MemoRule rule, Parse parse) {
    return diagnosing_pass_ ? remember_always<T>(rule, parse) : parse();
  }
  template <typename T, typename Parse>
  T* remember_always(MemoRule rule, Parse parse) {
    uint64_t key = (static_cast<uint64_t>(mark_) << 8) | static_cast<uint64_t>(rule);
    auto found = memo_.find(key);
    if (found != memo_.end()) {
      mark_ = found->second.end;
      return static_cast<T*>(found->second.node);
    }
    T* node = parse();
    if (!stopped_) memo_[key] = {static_cast<void*>(node), mark_};
    return node;
  }

  // --- parse_expressions.cpp ---
  ExprNode* expression();
  ExprNode* expression_proper();
  ExprNode* ternary_tail(ExprNode* body, size_t start);
  ExprNode* disjunction();
  ExprNode* conjunction();
  ExprNode* inversion();
  ExprNode* comparison();
  bool comparison_operator(ast::CompareOperator* op);
  ExprNode* binary(int precedence);
  ExprNode* bitwise_or();
  ExprNode* factor();
  ExprNode* power();
  ExprNode* await_primary();
  ExprNode* primary();
  ExprNode* primary_tail(ExprNode* value, size_t start);
  ExprNode* attribute_tail(ExprNode* value, size_t start);
  ExprNode* subscript_tail(ExprNode* value, size_t start);
  ExprNode* call_tail(ExprNode* function, size_t start);
  ExprNode* slices();
  ExprNode* slice();
  ExprNode* lambda();
  ExprNode* star_expressions();
  ExprNode* star_expression();
  ExprNode* star_named_expression();
  // True if at least one; a trailing comma is taken.
  bool star_named_expressions(List<ExprNode*>* list);
  ExprNode* starred(ExprNode* (Parser::*operand)());
  ExprNode* starred_expression() { return starred(&Parser::expression); }
  ExprNode* named_expression();
  ExprNode* assignment_expression();
  ExprNode* assignment_expression_or_expression();
  ExprNode* plain_expressions();
  ExprNode* tuple_or_one(size_t start, List<ExprNode*>& list, bool has_comma);
  ExprNode* yield_expression();
  ExprNode* yield_or_star_expressions();

  // --- parse_atoms.cpp ---
  ExprNode* atom();
  ExprNode* number();
  ExprNode* parenthesized();
  ExprNode* tuple_display();
  ExprNode* group();
  ExprNode* generator_expression();
  ExprNode* bracketed();
  ExprNode* list_display();
  ExprNode* list_comprehension();
  ExprNode* braced();
  ExprNode* braced_uncached();
  ExprNode* dict_display();
  bool dict_items(List<ExprNode*>* keys, List<ExprNode*>* values);
  bool dict_item(ExprNode** key, ExprNode** value);
  ExprNode* set_display();
  ExprNode* dict_comprehension();
  ExprNode* set_comprehension();
  bool comprehension_clauses(List<ast::Comprehension*>* clauses);
  ast::Comprehension* comprehension_clause();

  // --- parse_arguments.cpp ---
  struct ArgumentList {
    List<ExprNode*> positional;
    List<ast::Keyword*> keywords;
  };
  // What may stand between the parentheses of a call. False, with the position restored, if it is
  // not followed by ')'.
  bool arguments(ArgumentList* list);
  ExprNode* call_arguments_or_generator(ArgumentList* list, size_t open_paren);
  // Without that check; a trailing comma is taken.
  bool argument_list(ArgumentList* list);
  bool positional_argument(ArgumentList* list);
  bool keyword_argument(ArgumentList* list, bool allow_double_star);

  // --- parse_parameters.cpp ---
  enum class ParameterKind : uint8_t { Function, Lambda };
  ast::Arguments* parameters(ParameterKind kind);
  ast::Arguments* parameters_uncached(ParameterKind kind);
  ast::Arg* parameter(ParameterKind kind, bool allow_star_annotation);
  bool parameter_end(ParameterKind kind);
  ExprNode* default_value();
  bool star_parameters(ParameterKind kind, ast::Arguments* result);
  bool keyword_parameters(ParameterKind kind, ast::Arguments* result);
  std::string_view take_type_comment();
  void attach_type_comment(ast::Arg* arg, std::string_view comment);

  // --- parse_targets.cpp ---
  ExprNode* star_targets();
  ExprNode* star_target();
  ExprNode* target_with_star_atom();
  ExprNode* star_atom();
  bool star_target_sequence(List<ExprNode*>* list, bool* has_comma);
  ExprNode* target_primary();
  // A target that ends in an attribute or a subscript.
  ExprNode* place(ast::ExprContext context);
  bool at_target_continuation();
  ExprNode* single_target();
  ExprNode* delete_target();
  bool delete_targets(List<ExprNode*>* list);
  ExprNode* delete_atom();
  static void set_context(ExprNode* node, ast::ExprContext context);
  static bool is_star_target(const ExprNode* node);

  // --- parse_statements.cpp ---
  bool statements(List<StmtNode*>* list);
  bool statement(List<StmtNode*>* list);
  bool simple_statements(List<StmtNode*>* list);
  StmtNode* simple_statement();
  StmtNode* simple_statement_uncached();
  StmtNode* expression_statement();
  StmtNode* assignment_or_expression();
  bool is_annotatable(size_t start, size_t end);
  StmtNode* finish_annotated(size_t start, ExprNode* target, bool simple);
  StmtNode* finish_assignment(size_t start, List<ExprNode*>& targets);
  StmtNode* finish_augmented(size_t start, ExprNode* target);
  bool augmented_operator(ast::Operator* op);
  StmtNode* assignment_by_rules();
  StmtNode* return_statement();
  StmtNode* raise_statement();
  StmtNode* delete_statement();
  StmtNode* assert_statement();
  StmtNode* names_statement();
  StmtNode* import_statement();
  StmtNode* import_from_statement();
  bool import_from_targets(List<ast::Alias*>* names);
  ast::Alias* import_from_name();
  Identifier dotted_name();

  // --- parse_compound.cpp ---
  StmtNode* compound_statement();
  bool block(List<StmtNode*>* body);
  bool block_uncached(List<StmtNode*>* body);
  bool colon_block(List<StmtNode*>* body);
  StmtNode* if_statement(TokenKind keyword);
  bool else_block(List<StmtNode*>* body);
  StmtNode* while_statement();
  StmtNode* for_statement(size_t start, bool is_async);
  StmtNode* with_statement(size_t start, bool is_async);
  StmtNode* with_body(size_t start, bool is_async, List<ast::WithItem*>& items, bool parenthesized);
  ast::WithItem* with_item();
  StmtNode* try_statement();
  bool except_block(bool is_star, ast::ExceptHandler** handler);
  bool finally_block(List<StmtNode*>* body);
  StmtNode* function_definition(size_t start, Span<ExprNode*> decorators);
  StmtNode* function_after_decorators(size_t start, Span<ExprNode*> decorators);
  StmtNode* class_definition(size_t start, Span<ExprNode*> decorators);
  StmtNode* decorated();
  StmtNode* async_statement();

  // --- parse_patterns.cpp ---
  StmtNode* match_statement();
  ExprNode* match_subject();
  ast::MatchCase* case_block();
  PatternNode* patterns();
  PatternNode* pattern();
  PatternNode* or_pattern();
  PatternNode* closed_pattern();
  PatternNode* literal_pattern();
  ExprNode* literal_value();
  ExprNode* signed_number();
  ExprNode* complex_number(size_t start, ExprNode* real);
  PatternNode* name_pattern();
  ExprNode* dotted_value();
  PatternNode* group_or_sequence_pattern();
  PatternNode* sequence_pattern();
  bool maybe_sequence_pattern(List<PatternNode*>* list, bool* has_comma);
  PatternNode* maybe_star_pattern();
  PatternNode* mapping_pattern();
  PatternNode* class_pattern(size_t start, ExprNode* name);
  ExprNode* guard();
  bool pattern_capture_target(Identifier* name);

  // --- parse_strings.cpp ---
  ExprNode* strings();
  ExprNode* strings_uncached();
  void warn_about_escape(const DecodeResult& result, const Token& token);

  // --- diagnose_*.cpp: what the second pass looks for. Each returns with the position unchanged
  // ---
  void diagnose_expression();
  void diagnose_legacy_statement();
  ExprNode* expression_without_diagnosis();
  void diagnose_named_expression();
  void diagnose_group();
  void diagnose_comprehension();
  void diagnose_dict_comprehension();
  void diagnose_dict_items();
  void diagnose_dict_item(bool is_first);
  void diagnose_arguments();
  void diagnose_keyword_argument();
  void raise_unparenthesized_generator(const ExprNode* element,
                                       const List<ast::Comprehension*>& clauses);
  void diagnose_parameters(ParameterKind kind);
  void diagnose_star_parameters(ParameterKind kind);
  void diagnose_keyword_parameters(ParameterKind kind);
  void diagnose_parenthesized_parameters(ParameterKind kind);
  void diagnose_slashes(ParameterKind kind);
  bool skip_plain_parameter(ParameterKind kind);
  bool skip_default_parameter(ParameterKind kind);
  bool skip_any_parameter(ParameterKind kind);
  ast::Arg* plain_parameter(ParameterKind kind);
  void diagnose_assignment();
  void diagnose_assignment_targets();
  ExprNode* invalid_annotated_target();
  void diagnose_delete();
  void diagnose_import_from();
  void diagnose_loop_target();
  void diagnose_header(TokenKind keyword, const char* what);  // if, elif, while
  void diagnose_missing_block(TokenKind keyword, const char* what);
  void diagnose_for();
  void diagnose_with_indent();
  void diagnose_with();
  bool skip_with_items(bool parenthesized);
  void diagnose_with_item();
  void diagnose_try();
  void diagnose_except();
  void diagnose_except_indent(bool is_star);
  void diagnose_function();
  void diagnose_double_type_comment();
  void diagnose_class();
  void diagnose_match();
  void diagnose_case();
  void diagnose_as_pattern();
  void diagnose_class_pattern();

  bool at_missing_indent();  // a line end without an indented line after it; takes the line end

  Arena& arena_;
  const SourceText& source_;
  ParseOptions options_;
  NestedOrigin origin_;
  bool is_nested_ = false;
  Lexer lexer_;
  char* stack_base_;
  std::vector<Token> tokens_;
  size_t mark_ = 0;
  bool stopped_ =
      false;  // an error is recorded; every token looks like TokenKind::Error from now on
  bool diagnosing_ = false;       // error rules are on
  bool diagnosing_pass_ = false;  // this is the second pass (error rules may be off for a stretch)
  bool error_from_lexer_ = false;
  bool line_is_open_ =
      false;  // interactive: the end of the input has not been taken for a line end
  bool error_is_generic_ = false;
  int depth_ = 0;
  std::unordered_map<uint64_t, MemoEntry> memo_;
  SyntaxErrorInfo error_;
  std::vector<CompilerWarning> warnings_;
};

// Counts the nesting of rules. Beyond the limit the parse ends with MemoryError, as in CPython,
// whose parser counts likewise.
class DepthGuard {
 public:
  DepthGuard(Parser* parser, int cost);
  ~DepthGuard() { parser_->depth_ -= cost_; }
  bool exceeded() const { return exceeded_; }

 private:
  Parser* parser_;
  int cost_;
  bool exceeded_;
};

}  // namespace pyro
