using System.Reflection;
using System.Reflection.Emit;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The program as it was compiled, its Razor pages too.</summary>
internal static class Il
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(c => c.Value);

    /// <summary>Every method of an assembly with each member and type that it uses or a query of it names.</summary>
    public static IEnumerable<(MethodBase Method, MemberInfo Used)> Uses(Assembly assembly) =>
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
        from used in UsedBy(method)
        select (method, used);

    private static IEnumerable<MemberInfo> UsedBy(MethodBase method)
    {
        var bytes = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < bytes.Length; )
        {
            var code = Codes[bytes[at] == 0xFE ? (short)(0xFE00 | bytes[at + 1]) : bytes[at]];
            at += code.Size;
            if (
                code.OperandType
                    is OperandType.InlineMethod
                        or OperandType.InlineTok
                        or OperandType.InlineType
                        or OperandType.InlineField
                && Named(method, BitConverter.ToInt32(bytes, at)) is { } used
            )
            {
                yield return used;
            }

            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(bytes, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Named(MethodBase method, int token) =>
        method.Module.ResolveMember(
            token,
            method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null
        );
}
