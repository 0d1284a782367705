using TlEngine.Engines.Json;
using TlEngine.Engines.Parameters;
using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>Reads <c>data</c>: positions, fences and flat parameters.</summary>
internal sealed class FenceRequestReader(ParameterTable<FenceParameters> table, InputErrors errors)
{
    /// <summary>The positions; the rest goes into the parameters.</summary>
    public PositionColumns? Read(ref Utf8Scanner scanner, FenceParameters parameters)
    {
        if (!scanner.TryTake((byte)'{'))
        {
            errors.AddUnexpected("", scanner.Skip(), "an object");
            return null;
        }

        PositionColumns? positions = null;
        var (hasPositions, hasFences) = (false, false);
        while (scanner.NextMember(out var name))
        {
            if (name.SequenceEqual("positions"u8))
            {
                hasPositions = true;
                positions?.Dispose();
                positions = PositionReader.Read(ref scanner, errors);
            }
            else if (name.SequenceEqual("fences"u8))
            {
                hasFences = true;
                parameters.Fences = new FenceReader(errors).Read(ref scanner);
            }
            else if (!table.TryRead(name, ref scanner, parameters, errors))
            {
                errors.AddUnknown("", name, $"{PositionReader.Member}, {FenceReader.Member}, {table.Names}");
                scanner.Skip();
            }
        }

        AddMissing(hasPositions, PositionReader.Pointer, PositionReader.Expected);
        AddMissing(hasFences, FenceReader.Pointer, FenceReader.Expected);
        return positions;
    }

    private void AddMissing(bool found, string pointer, string expected)
    {
        if (!found)
        {
            errors.Add(pointer, $"Missing; expected {expected}.");
        }
    }
}
