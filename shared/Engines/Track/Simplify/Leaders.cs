using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TlEngine.Engines.Track.Simplify;

/// <summary>The furthest fix so far, lane by lane; of equals in a lane the first that came.</summary>
internal struct Leaders()
{
    private Vector256<double> _most = Vector256.Create(-1.0);
    private Vector256<double> _firsts = Vector256<double>.Zero;

    /// <summary>The greatest number; -1 before any came.</summary>
    public readonly double Most
    {
        get
        {
            var two = Vector128.MaxNative(_most.GetLower(), _most.GetUpper());
            return two[0] > two[1] ? two[0] : two[1];
        }
    }

    /// <summary>Whose number it is; of equals the first.</summary>
    public readonly int Fix
    {
        get
        {
            var isMost = Vector256.Equals(_most, Vector256.Create(Most));
            var fixes = Vector256.ConditionalSelect(isMost, _firsts + Vector256.Create(0.0, 1, 2, 3), Vector256.Create(double.MaxValue));
            var two = Vector128.MinNative(fixes.GetLower(), fixes.GetUpper());
            return double.ConvertToIntegerNative<int>(two[0] < two[1] ? two[0] : two[1]);
        }
    }

    /// <param name="numbers">Of four fixes that follow each other.</param>
    /// <param name="first">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(Vector256<double> numbers, int first)
    {
        var further = Vector256.GreaterThan(numbers, _most);
        _most = Vector256.ConditionalSelect(further, numbers, _most);
        _firsts = Vector256.ConditionalSelect(further, Vector256.Create((double)first), _firsts);
    }
}
