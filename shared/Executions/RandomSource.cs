namespace TlEngine.Executions;

/// <summary>Chance, injected: tests give their own.</summary>
public class RandomSource
{
    /// <summary>Uniform in [0, 1).</summary>
    public virtual double NextDouble() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
