namespace TlEngine.Engines.Series.Aggregate;

/// <summary>A bucket of the result.</summary>
/// <param name="Values">In the order of the statistics asked for; NaN where there is nothing to tell, infinite where it is beyond a
/// double.</param>
/// <param name="Filled">It has no points of its own.</param>
internal readonly record struct Row(Bucket Bucket, double[] Values, bool Filled);
