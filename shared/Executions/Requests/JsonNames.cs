using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace TlEngine.Executions.Requests;

/// <summary>
/// The member names of the objects that are open at a point of a body. Small objects are compared name by name (a track has a few short
/// names a row); past <see cref="SmallObject"/> names a hash set with a random seed takes over, so that no body costs quadratic time.
/// </summary>
internal sealed class JsonNames(ReadOnlyMemory<byte> body) : IDisposable
{
    private const int SmallObject = 24;

    private readonly HashSet<string>?[] _large = new HashSet<string>?[JsonLimits.MaxDepth + 1];
    private readonly int[] _starts = new int[JsonLimits.MaxDepth + 1];
    private Name[] _names = ArrayPool<Name>.Shared.Rent(64);
    private int _count;
    private int _depth = -1;

    public void Open() => _starts[++_depth] = _count;

    public void Close()
    {
        _count = _starts[_depth];
        _large[_depth--] = null;
    }

    /// <summary>False when the innermost object has the name at the reader already.</summary>
    /// <param name="origin">Where in the body the reader began.</param>
    public bool Add(ref Utf8JsonReader reader, int origin)
    {
        var name = reader.ValueIsEscaped
            ? Name.Of(Encoding.UTF8.GetBytes(reader.GetString()!))
            : Name.Of(body.Slice(origin + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length));
        var start = _starts[_depth];
        if (_large[_depth] is { } large)
        {
            return large.Add(name.ToString());
        }

        for (var i = start; i < _count; i++)
        {
            if (_names[i].Equals(name))
            {
                return false;
            }
        }

        Push(name);
        if (_count - start > SmallObject)
        {
            _large[_depth] = [.. _names[start.._count].Select(known => known.ToString())];
        }

        return true;
    }

    public void Dispose() => ArrayPool<Name>.Shared.Return(_names, clearArray: true);

    private void Push(Name name)
    {
        if (_count == _names.Length)
        {
            var grown = ArrayPool<Name>.Shared.Rent(_count * 2);
            _names.CopyTo(grown, 0);
            ArrayPool<Name>.Shared.Return(_names, clearArray: true);
            _names = grown;
        }

        _names[_count++] = name;
    }

    /// <summary>The first eight bytes decide almost every comparison.</summary>
    private readonly record struct Name(ulong Head, ReadOnlyMemory<byte> Bytes)
    {
        public static Name Of(ReadOnlyMemory<byte> bytes)
        {
            var span = bytes.Span;
            if (span.Length >= 8)
            {
                return new Name(BinaryPrimitives.ReadUInt64LittleEndian(span), bytes);
            }

            ulong head = 0;
            foreach (var value in span)
            {
                head = (head << 8) | value;
            }

            return new Name(head, bytes);
        }

        public bool Equals(Name other) =>
            Head == other.Head && Bytes.Length == other.Bytes.Length && (Bytes.Length <= 8 || Bytes.Span.SequenceEqual(other.Bytes.Span));

        public override int GetHashCode() => Head.GetHashCode();

        public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
    }
}
