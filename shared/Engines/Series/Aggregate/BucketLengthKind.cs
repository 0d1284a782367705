using TlEngine.Engines.Parameters;

namespace TlEngine.Engines.Series.Aggregate;

internal sealed class BucketLengthKind : TextKind
{
    public override string Expected => BucketLength.Expected;

    protected override object? Parse(string text) => BucketLength.Parse(text);

    protected override string Format(object value) => ((BucketLength)value).Text;
}
