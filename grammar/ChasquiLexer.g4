// Plain tokens of Chasqui. Whatever depends on context (indentation, soft and contextual keywords, closure openers,
// the colon of a format spec) is decided after this lexer, by FStringLexer and LayoutTokenSource.
lexer grammar ChasquiLexer;

// Types given by the layout token source only.
tokens {
    INDENT, DEDENT, NEWLINE,
    // '(' whose ')' is followed by '=>' or by '->'.
    FAT_LPAREN, ARROW_LPAREN,
    IS_NOT, NOT_IN,
    SPEC_COLON,
    // The colon between the targets of a statement and their type.
    TYPE_COLON
}

AND: 'and';
AS: 'as';
BREAK: 'break';
CASE: 'case';
CLASS: 'class';
CONST: 'const';
CONTINUE: 'continue';
CRATE: 'crate';
DEF: 'def' | 'fn';
DEL: 'del';
ELIF: 'elif';
ELSE: 'else';
ENUM: 'enum';
EXCEPT: 'except';
EXTENDS: 'extends';
FALSE: 'false' | 'False';
FINALLY: 'finally';
FOR: 'for';
FROM: 'from';
IF: 'if';
IMPORT: 'import';
IN: 'in';
IS: 'is';
LET: 'let';
LOOP: 'loop';
MATCH: 'match';
MODEL: 'model';
MUT: 'mut';
NEWTYPE: 'newtype';
NONE: 'None';
NOT: 'not';
OR: 'or';
PASS: 'pass';
PUB: 'pub';
RAISE: 'raise';
RETURN: 'return';
SELF: 'self';
STATIC: 'static';
SUPER: 'super';
TRAIT: 'trait';
TRUE: 'true' | 'True';
TRY: 'try';
TYPE: 'type';
WHILE: 'while';
WITH: 'with';
YIELD: 'yield';

// Soft keywords: names until std.async is imported.
ASYNC: 'async';
AWAIT: 'await';
CONCURRENT: 'concurrent';
RACE: 'race';
SELECT: 'select';
SPAWN: 'spawn';

// Contextual keywords: names except in one position.
ALIAS: 'alias';
ASSERT: 'assert';
LOCAL: 'local';
MODULE: 'module';
ONCE: 'once';
PARTIAL: 'partial';
PROPERTY: 'property';
RAISES: 'raises';
REF: 'ref';

NAME: [A-Za-z_] [A-Za-z0-9_]*;

INT: [0-9] [0-9_]* | '0' [xX] [0-9a-fA-F_]+ | '0' [oO] [0-7_]+ | '0' [bB] [01_]+;
FLOAT: Digits '.' Digits Exponent? | Digits Exponent;
DECIMAL: Digits ('.' Digits)? 'd';
BAD_NUMBER: [0-9] [A-Za-z0-9_]* | Digits '.' Digits [A-Za-z_] [A-Za-z0-9_]*;

fragment Digits: [0-9] [0-9_]*;
fragment Exponent: [eE] [+-]? [0-9] [0-9_]*;

STRING: '"' (~["\\\n] | '\\' ~[\n])* '"' | '\'' (~['\\\n] | '\\' ~[\n])* '\'';
TRIPLE_STRING: '"""' (~[\\] | '\\' .)*? '"""' | '\'\'\'' (~[\\] | '\\' .)*? '\'\'\'';
RAW_STRING: [rR] '"' (~["\\\n] | '\\' ~[\n])* '"' | [rR] '\'' (~['\\\n] | '\\' ~[\n])* '\'';
RAW_TRIPLE_STRING: [rR] '"""' (~[\\] | '\\' .)*? '"""' | [rR] '\'\'\'' (~[\\] | '\\' .)*? '\'\'\'';
BYTES: [bB] '"' (~["\\\n] | '\\' ~[\n])* '"' | [bB] '\'' (~['\\\n] | '\\' ~[\n])* '\'';
UNTERMINATED_STRING
    : [rRbB]? '"' (~["\\\n] | '\\' ~[\n])* '\\'?
    | [rRbB]? '\'' (~['\\\n] | '\\' ~[\n])* '\\'?
    ;
// Content without three quotes in a row, so that a closed string is always the longer match.
UNTERMINATED_TRIPLE
    : [rR]? '"""' ('"'? '"'? (~["\\] | '\\' .))* '"'? '"'? '\\'?
    | [rR]? '\'\'\'' ('\''? '\''? (~['\\] | '\\' .))* '\''? '\''? '\\'?
    ;

FSTRING_START: [fF] '"' -> pushMode(F_DOUBLE);
FSTRING_START_SINGLE: [fF] '\'' -> type(FSTRING_START), pushMode(F_SINGLE);
FSTRING_START_TRIPLE_DOUBLE: [fF] '"""' -> type(FSTRING_START), pushMode(F_TRIPLE_DOUBLE);
FSTRING_START_TRIPLE_SINGLE: [fF] '\'\'\'' -> type(FSTRING_START), pushMode(F_TRIPLE_SINGLE);

PLUS: '+';
MINUS: '-';
STAR: '*';
DOUBLE_STAR: '**';
SLASH: '/';
DOUBLE_SLASH: '//';
PERCENT: '%';
AT: '@';
AMPERSAND: '&';
BAR: '|';
CARET: '^';
TILDE: '~';
SHIFT_LEFT: '<<';
SHIFT_RIGHT: '>>';
PIPE_FORWARD: '|>';
PIPE_BACKWARD: '<|';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS: '<';
LESS_EQUAL: '<=';
GREATER: '>';
GREATER_EQUAL: '>=';
ASSIGN: '=';
AUGMENTED_ASSIGN: '+=' | '-=' | '*=' | '/=' | '//=' | '%=' | '**=' | '@=' | '&=' | '|=' | '^=' | '<<=' | '>>=';
RANGE: '..';
RANGE_INCLUSIVE: '..=';
ELLIPSIS: '...';
ARROW: '->';
FAT_ARROW: '=>';
QUESTION: '?';
COLON: ':';
DOUBLE_COLON: '::';
COMMA: ',';
DOT: '.';
LPAREN: '(';
RPAREN: ')';
LBRACK: '[';
RBRACK: ']';
LBRACE: '{';
RBRACE: '}';
// Not an operator; a token of its own so that the parser can propose `not`, `and`, a new line.
EXCLAMATION: '!';
SEMICOLON: ';';

LINE_BREAK: '\n';
SPACE: [ \t\r\f]+ -> skip;
COMMENT: '#' ~[\n]* -> skip;
CONTINUATION: '\\' [ \t\r]* '\n' -> skip;
UNKNOWN: .;

// The text of f-strings. A hole returns to the default mode, in which FStringLexer finds its end.
mode F_DOUBLE;
F_DOUBLE_END: '"' -> type(FSTRING_END), popMode;
FSTRING_TEXT: (~["\\{}\n] | '\\' ~[\n] | '{{' | '}}')+;
HOLE_OPEN: '{' -> pushMode(DEFAULT_MODE);
STRAY_BRACE: '}';
FSTRING_BREAK: '\\'? '\n' -> type(LINE_BREAK), popMode;
F_DOUBLE_BACKSLASH: '\\' -> type(UNKNOWN);

mode F_SINGLE;
F_SINGLE_END: '\'' -> type(FSTRING_END), popMode;
F_SINGLE_TEXT: (~['\\{}\n] | '\\' ~[\n] | '{{' | '}}')+ -> type(FSTRING_TEXT);
F_SINGLE_HOLE: '{' -> type(HOLE_OPEN), pushMode(DEFAULT_MODE);
F_SINGLE_STRAY: '}' -> type(STRAY_BRACE);
F_SINGLE_BREAK: '\\'? '\n' -> type(LINE_BREAK), popMode;
F_SINGLE_BACKSLASH: '\\' -> type(UNKNOWN);

mode F_TRIPLE_DOUBLE;
FSTRING_END: '"""' -> popMode;
F_TRIPLE_DOUBLE_TEXT: (~["\\{}] | '\\' . | '{{' | '}}')+ -> type(FSTRING_TEXT);
F_TRIPLE_DOUBLE_QUOTE: '"' -> type(FSTRING_TEXT);
F_TRIPLE_DOUBLE_HOLE: '{' -> type(HOLE_OPEN), pushMode(DEFAULT_MODE);
F_TRIPLE_DOUBLE_STRAY: '}' -> type(STRAY_BRACE);
F_TRIPLE_DOUBLE_BACKSLASH: '\\' -> type(UNKNOWN);

mode F_TRIPLE_SINGLE;
F_TRIPLE_SINGLE_END: '\'\'\'' -> type(FSTRING_END), popMode;
F_TRIPLE_SINGLE_TEXT: (~['\\{}] | '\\' . | '{{' | '}}')+ -> type(FSTRING_TEXT);
F_TRIPLE_SINGLE_QUOTE: '\'' -> type(FSTRING_TEXT);
F_TRIPLE_SINGLE_HOLE: '{' -> type(HOLE_OPEN), pushMode(DEFAULT_MODE);
F_TRIPLE_SINGLE_STRAY: '}' -> type(STRAY_BRACE);
F_TRIPLE_SINGLE_BACKSLASH: '\\' -> type(UNKNOWN);

// After the colon of a hole, up to its brace.
mode F_SPEC;
SPEC_TEXT: ~[{}\n]+;
F_SPEC_HOLE: '{' -> type(HOLE_OPEN), pushMode(DEFAULT_MODE);
HOLE_CLOSE: '}' -> popMode;
F_SPEC_BREAK: '\n' -> type(LINE_BREAK);
