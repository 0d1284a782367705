using TlEngine.Engines.Json;

namespace TlEngine.Engines.Parameters;

/// <summary>Reads <c>data</c>: its own members, and flat parameters beside them. Every fault is reported.</summary>
internal static class DataReader
{
    public static void Read<TParameters>(
        ReadOnlySpan<byte> data,
        IReadOnlyList<DataMember> members,
        ParameterTable<TParameters> table,
        TParameters parameters,
        InputErrors errors)
        where TParameters : class, new()
    {
        var scanner = new Utf8Scanner(data);
        ReadMembers(ref scanner, members, table, parameters, errors);
        if (scanner.Broken)
        {
            errors.Add("", "Not well-formed JSON.");
        }
    }

    private static void ReadMembers<TParameters>(
        ref Utf8Scanner scanner,
        IReadOnlyList<DataMember> members,
        ParameterTable<TParameters> table,
        TParameters parameters,
        InputErrors errors)
        where TParameters : class, new()
    {
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected("", scanner.Skip(), "an object");
            return;
        }

        var found = new HashSet<DataMember>(members.Count);
        while (scanner.NextMember(out var name))
        {
            if (Find(members, name) is { } member)
            {
                found.Add(member);
                member.Read(ref scanner, errors);
            }
            else if (!table.TryRead(name, ref scanner, parameters, errors))
            {
                errors.AddUnknown("", name, string.Join(", ", [.. members.Select(known => known.Name), table.Names]));
                scanner.Skip();
            }
        }

        foreach (var missing in members.Where(member => member.Required && !found.Contains(member)))
        {
            errors.Add(missing.Pointer, $"Missing; expected {missing.Expected}.");
        }
    }

    private static DataMember? Find(IReadOnlyList<DataMember> members, ReadOnlySpan<byte> name)
    {
        foreach (var member in members)
        {
            if (member.Is(name))
            {
                return member;
            }
        }

        return null;
    }
}
