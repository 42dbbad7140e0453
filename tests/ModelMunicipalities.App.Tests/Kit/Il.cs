using System.Reflection;
using System.Reflection.Emit;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>One instruction of a compiled method.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Operand">
/// Where it goes, as a place in the list; the method that it calls or a query names; the type that it makes; the number or the
/// local that it takes; else null.
/// </param>
internal sealed record Instruction(OpCode Code, object? Operand);

/// <summary>The program as it was compiled, its Razor pages too.</summary>
internal static class Il
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    /// <summary>Every method of an assembly with its instructions.</summary>
    public static IEnumerable<(MethodBase Method, IReadOnlyList<Instruction> Code)> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMembers(
                BindingFlags.Public
                    | BindingFlags.NonPublic
                    | BindingFlags.Static
                    | BindingFlags.Instance
                    | BindingFlags.DeclaredOnly
            )
            .OfType<MethodBase>()
        where method.GetMethodBody() is not null
        select (method, Read(method));

    private static IReadOnlyList<Instruction> Read(MethodBase method)
    {
        var bytes = method.GetMethodBody()!.GetILAsByteArray()!;
        var (places, read) = (new Dictionary<int, int>(), new List<(OpCode Code, object? Operand, bool IsPlace)>());
        for (var at = 0; at < bytes.Length; )
        {
            places[at] = read.Count;
            var code = Codes[bytes[at] == 0xFE ? (short)(0xFE00 | bytes[at + 1]) : bytes[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, at)),
                _ => 4,
            };
            read.Add(
                code.OperandType switch
                {
                    OperandType.ShortInlineBrTarget => (code, at + 1 + (sbyte)bytes[at], true),
                    OperandType.InlineBrTarget => (code, at + 4 + BitConverter.ToInt32(bytes, at), true),
                    OperandType.InlineMethod => (
                        code,
                        Find(method, BitConverter.ToInt32(bytes, at), method.Module.ResolveMethod),
                        false
                    ),
                    OperandType.InlineType => (
                        code,
                        Find(method, BitConverter.ToInt32(bytes, at), method.Module.ResolveType),
                        false
                    ),
                    OperandType.InlineTok => (
                        code,
                        Find(method, BitConverter.ToInt32(bytes, at), method.Module.ResolveMember),
                        false
                    ),
                    OperandType.ShortInlineVar => (code, (int)bytes[at], false),
                    OperandType.ShortInlineI => (code, (int)(sbyte)bytes[at], false),
                    OperandType.InlineI => (code, BitConverter.ToInt32(bytes, at), false),
                    _ => (code, null, false),
                }
            );
            at += size;
        }

        return read.ConvertAll(r => new Instruction(r.Code, r.IsPlace ? places[(int)r.Operand!] : r.Operand));
    }

    private static T Find<T>(MethodBase method, int token, Func<int, Type[]?, Type[]?, T> find) =>
        find(
            token,
            method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null
        );
}
