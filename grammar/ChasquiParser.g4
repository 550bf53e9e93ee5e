// The grammar over the laid-out tokens. Every statement, member and arm ends in exactly one NEWLINE (the layout
// token source adds one after each DEDENT, and takes it away before else, elif, except and finally). Operators are one
// flat sequence: precedence is applied when the tree is built, so neither prediction nor depth depends on it.
// Every decision is made with one or two tokens; exceptions carry a comment.
parser grammar ChasquiParser;

options { tokenVocab = ChasquiLexer; }

module: statement* EOF;

// ---- Statements

statement
    : declaration NEWLINE
    | simpleStatement NEWLINE
    | strayBlock
    ;

// The suite of a header that could not be parsed: read for its errors only.
strayBlock: INDENT (statement | NEWLINE)* DEDENT NEWLINE?;

simpleStatement
    : bindingStatement
    | expressionStatement
    | returnStatement
    | BREAK expressionList?
    | CONTINUE
    | PASS
    | ELLIPSIS
    | raiseStatement
    | assertStatement
    | DEL target (COMMA target)* COMMA?
    | whileStatement
    | forStatement
    | tryStatement
    | withStatement
    | selectStatement
    | concurrentStatement
    ;

suite
    : COLON simpleStatement
    | COLON block
    ;

block: NEWLINE INDENT statement* DEDENT;

bindingStatement: (LET | MUT) targetList typeAnnotation? ASSIGN expressionList;

// An expression, an assignment or an augmented assignment, told apart by what follows the first list.
expressionStatement
    : targetList
        ( typeAnnotation ASSIGN assigned
        | (ASSIGN assigned)+
        | AUGMENTED_ASSIGN expressionList
        )?
    ;

assigned
    : ALIAS path
    | expressionList
    ;

// A colon of its own: after `COLON`, only a long look ahead could tell it from that of a suite, a slice or a dict entry.
typeAnnotation: TYPE_COLON type;

targetList: target (COMMA target)* COMMA?;

target
    : STAR expression
    | expression
    ;

expressionList: target (COMMA target)* COMMA?;

returnStatement: RETURN expressionList?;

raiseStatement: RAISE (expression (FROM expression)?)?;

assertStatement: ASSERT expression (RAISES type)? (COMMA expression)?;

whileStatement: WHILE condition suite;

forStatement: ASYNC? FOR patternList IN expressionList suite;

tryStatement: TRY suite exceptClause* (ELSE suite)? (FINALLY suite)?;

exceptClause: EXCEPT (exceptTypes (AS NAME)?)? suite;

exceptTypes
    : LPAREN type (COMMA type)* COMMA? RPAREN
    | type
    ;

withStatement: ASYNC? WITH withItem (COMMA withItem)* suite;

withItem: expression (AS pattern)?;

selectStatement: SELECT NAME? COLON NEWLINE INDENT selectArm* DEDENT;

selectArm: targetList ((FROM | ASSIGN) expression)? armBody NEWLINE;

concurrentStatement: CONCURRENT (NAME ((LPAREN | FAT_LPAREN) expression RPAREN)?)? suite;

// ---- Imports

importStatement
    : IMPORT modulePath (AS NAME)?
    | PUB? FROM modulePath IMPORT importItems
    ;

importItems
    : STAR
    | importItem (COMMA importItem)*
    | LPAREN (importItem (COMMA importItem)* COMMA?)? RPAREN
    ;

importItem: NAME (AS NAME)?;

modulePath
    : (DOT | RANGE | ELLIPSIS)+ (NAME ((DOT | DOUBLE_COLON) NAME)*)?
    | pathHead ((DOT | DOUBLE_COLON) pathHead)*
    ;

pathHead: NAME | CRATE | SUPER | PUB;

// ---- Declarations

declaration
    : decorator*
        ( PUB?
            ( function
            | property
            | model
            | class
            | trait
            | enum
            | typeDeclaration
            | newtype
            | constant
            | static
            )
        | importStatement
        )
    | PUB assignedDeclaration
    | testModule
    ;

// `pub mean = avg`, `pub get = partial route(method="GET")`; without `pub` these are expression statements.
assignedDeclaration: NAME ASSIGN assigned;

decorator
    : AT path (LBRACK typeArgument (COMMA typeArgument)* COMMA? RBRACK)?
        ((LPAREN | ARROW_LPAREN | FAT_LPAREN) (decoratorArgument (COMMA decoratorArgument)* COMMA?)? RPAREN)? NEWLINE
    ;

decoratorArgument
    : NAME COLON type
    | NAME ASSIGN expression
    | expression
    ;

path: NAME (DOT NAME)*;

function
    : ASYNC? DEF NAME typeParameters? parameterList (FOR type)? (ARROW type)? suite?
    ;

parameterList
    : (LPAREN | ARROW_LPAREN | FAT_LPAREN) (parameter (COMMA parameter)* COMMA?)? RPAREN
    ;

parameter
    : MUT? SELF
    | (MUT | REF | STAR | DOUBLE_STAR)? NAME (COLON type)? (ASSIGN expression)?
    ;

typeParameters: LBRACK typeParameter (COMMA typeParameter)* COMMA? RBRACK;

typeParameter: NAME (WITH traitBounds)?;

traitBounds
    : LPAREN type (COMMA type)* COMMA? RPAREN
    | namedType
    ;

traitList
    : LPAREN type (COMMA type)* COMMA? RPAREN
    | namedType (COMMA namedType)*
    ;

property: PROPERTY NAME ARROW type suite?;

model: MODEL NAME typeParameters? (WITH traitList)? typeBody;

// Python's `class A(B)` is read so that it gets one good error.
class: CLASS NAME typeParameters? (LPAREN (type (COMMA type)*)? RPAREN)? (EXTENDS namedType)? (WITH traitList)? typeBody;

trait: TRAIT NAME typeParameters? (WITH traitList)? typeBody;

enum: ENUM NAME typeParameters? (LPAREN type RPAREN)? (WITH traitList)? typeBody;

typeDeclaration: TYPE NAME typeParameters? ASSIGN (NEWTYPE type (WITH traitList)? typeBody? | type);

newtype: NEWTYPE NAME typeParameters? ASSIGN type (WITH traitList)? typeBody?;

constant: CONST NAME typeAnnotation? ASSIGN expressionList;

static: STATIC NAME typeAnnotation? ASSIGN expressionList;

testModule: MODULE NAME suite;

typeBody
    : COLON NEWLINE INDENT member* DEDENT
    | COLON (PASS | ELLIPSIS)
    ;

member
    : decorator* PUB?
        ( function
        | property
        | field
        )
        NEWLINE
    | (STRING | TRIPLE_STRING | RAW_STRING | RAW_TRIPLE_STRING) NEWLINE
    | (PASS | ELLIPSIS) NEWLINE
    | strayBlock
    ;

// A field, an alias or partial, or a variant of an enum: told apart when the tree is built, by the kind of the type.
field
    : (NAME | NONE)
        ( (LBRACK fieldMetadata (COMMA fieldMetadata)* COMMA? RBRACK)? (AS STRING)? TYPE_COLON type (ASSIGN expression)?
        | ASSIGN assigned
        | LPAREN variantField (COMMA variantField)* COMMA? RPAREN
        )?
    ;

fieldMetadata: NAME ASSIGN expression;

variantField: (NAME COLON)? type;

// ---- Types

type: typeMember (BAR typeMember)*;

typeMember
    : namedType
    | functionType
    | LPAREN (type (COMMA type)* COMMA?)? RPAREN
    ;

namedType: (NAME | NONE) (DOT NAME)* (LBRACK typeArgument (COMMA typeArgument)* COMMA? RBRACK)?;

typeArgument
    : NAME ASSIGN expression
    | type
    | INT
    ;

functionType: (ONCE | LOCAL)? ARROW_LPAREN (type (COMMA type)* COMMA?)? RPAREN ARROW type;

// ---- Expressions

expression
    : operation (IF operation ELSE expression)?
    | closure
    | ifExpression
    | matchExpression
    | loopExpression
    | raceExpression
    | SPAWN (closure | operation)
    | YIELD expression?
    | PARTIAL operation
    ;

condition
    : LET orPattern ASSIGN expression
    | expression
    ;

ifExpression: IF condition suite (ELIF condition suite)* (ELSE suite)?;

loopExpression: LOOP suite;

matchExpression: MATCH expressionList COLON NEWLINE INDENT matchArm* DEDENT;

matchArm
    : ( CASE patternList (IF expression)? suite
      | patternList (IF expression)? armBody
      )
      NEWLINE
    ;

armBody: FAT_ARROW (simpleStatement | block);

raceExpression: RACE (FOR NAME)? COLON NEWLINE INDENT raceArm* DEDENT;

// An arm without `await`, or written as one of `select`, is read to be explained.
raceArm: AWAIT? expression ((FROM | ASSIGN) expression)? armBody NEWLINE;

closure
    : ASYNC?
        ( FAT_LPAREN closureParameters? RPAREN FAT_ARROW expression
        | ARROW_LPAREN closureParameters? RPAREN ARROW type COLON (expression | block)
        )
    ;

closureParameters: parameter (COMMA parameter)* COMMA?;

operation: prefix* primary (binaryOperator prefix* primary)*;

prefix: NOT | MINUS | PLUS | TILDE | AWAIT;

binaryOperator
    : OR | AND
    | EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | IN | NOT_IN | IS | IS_NOT
    | PIPE_FORWARD | PIPE_BACKWARD
    | RANGE | RANGE_INCLUSIVE
    | BAR | CARET | AMPERSAND | SHIFT_LEFT | SHIFT_RIGHT
    | PLUS | MINUS | STAR | SLASH | DOUBLE_SLASH | PERCENT | AT | DOUBLE_STAR
    ;

primary: atom postfix*;

postfix
    : DOT (NAME | INT)
    | (LPAREN | FAT_LPAREN) (argument (COMMA argument)* COMMA?)? RPAREN
    | LBRACK indexArgument (COMMA indexArgument)* COMMA? RBRACK
    | QUESTION
    ;

argument
    : NAME ASSIGN expression
    | (STAR | DOUBLE_STAR) expression
    | expression comprehensionClause*
    ;

// A function type reads like a closure up to the end of its result: lookahead to its end, only after '(' … ') ->'.
indexArgument
    : functionType
    | expression (COLON expression? (COLON expression?)?)?
    | COLON expression? (COLON expression?)?
    ;

atom
    : NAME
    | SELF
    | INT
    | FLOAT
    | DECIMAL
    | TRUE
    | FALSE
    | NONE
    | STRING
    | TRIPLE_STRING
    | RAW_STRING
    | RAW_TRIPLE_STRING
    | BYTES
    | fstring
    | LPAREN (target (comprehensionClause+ | (COMMA target)* COMMA?))? RPAREN
    | LBRACK (element (comprehensionClause+ | (COMMA element)* COMMA?))? RBRACK
    | LBRACE (entry (comprehensionClause+ | (COMMA entry)* COMMA?))? RBRACE
    ;

element: (STAR | DOUBLE_STAR)? expression;

entry
    : (STAR | DOUBLE_STAR) expression
    | expression (COLON expression)?
    ;

comprehensionClause
    : ASYNC? FOR patternList IN operation
    | IF operation
    ;

fstring: FSTRING_START fstringPart* FSTRING_END;

fstringPart
    : FSTRING_TEXT
    | hole
    ;

hole: HOLE_OPEN expressionList ASSIGN? (EXCLAMATION NAME)? (SPEC_COLON specPart*)? HOLE_CLOSE;

specPart
    : SPEC_TEXT
    | hole
    ;

// ---- Patterns

patternList: pattern (COMMA pattern)* COMMA?;

pattern: orPattern (AS NAME)?;

orPattern: closedPattern (BAR closedPattern)*;

closedPattern
    : literalPattern ((RANGE | RANGE_INCLUSIVE) literalPattern)?
    | STAR NAME
    | (NAME | NONE) (DOT (NAME | NONE))*
        ((LPAREN | FAT_LPAREN) (patternArgument (COMMA patternArgument)* COMMA?)? RPAREN)?
    | (LPAREN | FAT_LPAREN) (pattern (COMMA pattern)* COMMA?)? RPAREN
    | LBRACK (pattern (COMMA pattern)* COMMA?)? RBRACK
    ;

patternArgument
    : NAME ASSIGN pattern
    | pattern
    ;

literalPattern
    : MINUS? (INT | FLOAT | DECIMAL)
    | TRUE
    | FALSE
    | STRING
    | TRIPLE_STRING
    | RAW_STRING
    | RAW_TRIPLE_STRING
    | BYTES
    ;
