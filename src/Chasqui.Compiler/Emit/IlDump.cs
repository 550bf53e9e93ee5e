using System.Globalization;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Chasqui.Compiler.Emit;

/// <summary>
/// Readable text of an emitted assembly: types with their members, bodies with one instruction a line. The statement an
/// instruction begins stands before it as <c>// 3:5</c>.
/// </summary>
public sealed class IlDump
{
    private readonly StringBuilder _text = new();
    private int _depth;

    private IlDump()
    {
    }

    public static string Write(EmitResult output)
    {
        using var symbols = new MemoryStream(output.Symbols);
        using ModuleDefinition module = ModuleDefinition.ReadModule(new MemoryStream(output.Assembly), new ReaderParameters
        {
            SymbolReaderProvider = new PortablePdbReaderProvider(),
            SymbolStream = symbols,
        });
        var dump = new IlDump();
        foreach (TypeDefinition type in module.Types.Where(t => t.Name != "<Module>"))
        {
            dump.WriteType(type);
        }
        return dump._text.ToString();
    }

    private void WriteType(TypeDefinition type)
    {
        string kind = type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";
        IEnumerable<TypeReference?> parents = type.Interfaces.Select(i => i.InterfaceType).Prepend(type.BaseType);
        string[] bases =
            [.. parents.OfType<TypeReference>().Where(t => t.FullName is not ("System.Object" or "System.ValueType")).Select(Name)];
        Line($"{kind} {Name(type)}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}");
        Line("{");
        _depth++;
        foreach (FieldDefinition field in type.Fields)
        {
            Line($"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}");
        }
        foreach (MethodDefinition method in type.Methods)
        {
            WriteMethod(method);
        }
        foreach (TypeDefinition nested in type.NestedTypes)
        {
            WriteType(nested);
        }
        _depth--;
        Line("}");
    }

    private void WriteMethod(MethodDefinition method)
    {
        string kind = method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsNewSlot: false } ? "override " : method.IsVirtual ? "virtual " : "";
        string parameters = string.Join(", ", method.Parameters.Select(p => $"{Name(p.ParameterType)} {p.Name}"));
        string generics = method.HasGenericParameters ? $"<{string.Join(", ", method.GenericParameters.Select(p => p.Name))}>" : "";
        Line($"{kind}{Name(method.ReturnType)} {method.Name}{generics}({parameters})");
        if (!method.HasBody)
        {
            return;
        }
        Line("{");
        _depth++;
        foreach (VariableDefinition local in method.Body.Variables)
        {
            string name = method.DebugInformation.TryGetName(local, out string given) ? " " + given : "";
            Line($".local {local.Index}: {Name(local.VariableType)}{name}");
        }
        foreach (Instruction instruction in method.Body.Instructions)
        {
            WriteRegions(method.Body, instruction);
            if (method.DebugInformation.GetSequencePoint(instruction) is { IsHidden: false } point)
            {
                Line($"// {point.StartLine}:{point.StartColumn}");
            }
            Line($"{Label(instruction)}: {instruction.OpCode.Name}{Operand(instruction)}");
        }
        WriteRegions(method.Body, null);
        _depth--;
        Line("}");
    }

    /// <summary>The protected regions that begin at the instruction; null is the end of the body.</summary>
    private void WriteRegions(MethodBody body, Instruction? at)
    {
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            if (handler.TryStart == at)
            {
                Line($".try {Label(handler.TryStart)} to {Label(handler.TryEnd)}");
            }
            if (handler.HandlerStart == at)
            {
                string caught = handler.CatchType is { } type ? " " + Name(type) : "";
                Line($".{handler.HandlerType.ToString().ToLowerInvariant()}{caught} {Label(handler.HandlerStart)} to {Label(handler.HandlerEnd)}");
            }
        }
    }

    private static string Operand(Instruction instruction) => instruction.Operand switch
    {
        null => "",
        Instruction target => " " + Label(target),
        Instruction[] targets => $" ({string.Join(", ", targets.Select(Label))})",
        string text => $" \"{text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\"", "\\\"")}\"",
        VariableDefinition local => $" {local.Index}",
        ParameterDefinition parameter => " " + parameter.Name,
        MethodReference method => " " + Signature(method),
        FieldReference field => $" {Name(field.FieldType)} {Name(field.DeclaringType)}::{field.Name}",
        TypeReference type => " " + Name(type),
        var value => " " + Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Signature(MethodReference method)
    {
        string generics = method is GenericInstanceMethod instance ? $"<{string.Join(", ", instance.GenericArguments.Select(Name))}>" : "";
        string parameters = string.Join(", ", method.Parameters.Select(p => Name(p.ParameterType)));
        return $"{(method.HasThis ? "instance " : "")}{Name(method.ReturnType)} {Name(method.DeclaringType)}::{method.Name}{generics}({parameters})";
    }

    /// <summary>The full name, without the arity mark and the namespace of the platform's core types.</summary>
    private static string Name(TypeReference type) => type switch
    {
        GenericInstanceType instance => $"{Name(instance.ElementType)}<{string.Join(", ", instance.GenericArguments.Select(Name))}>",
        ArrayType array => Name(array.ElementType) + "[]",
        ByReferenceType reference => Name(reference.ElementType) + "&",
        GenericParameter parameter => parameter.Name.Length > 0 ? parameter.Name : $"!{parameter.Position}",
        _ => type.DeclaringType is { } outer ? $"{Name(outer)}.{Plain(type.Name)}"
            : type.Namespace is "" or "System" ? Plain(type.Name)
            : $"{type.Namespace}.{Plain(type.Name)}",
    };

    private static string Plain(string name) => name.IndexOf('`') is >= 0 and var mark ? name[..mark] : name;

    private static string Label(Instruction? instruction) => instruction is null ? "end" : $"L{instruction.Offset:x4}";

    private void Line(string content) => _text.Append(' ', _depth * 2).Append(content).Append('\n');
}
