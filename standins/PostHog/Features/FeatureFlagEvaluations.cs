namespace PostHog.Features;

/// <summary>A parameter type of <see cref="IPostHogClient.Capture"/>. Without feature flags here, nothing makes one.</summary>
public sealed class FeatureFlagEvaluations
{
    private FeatureFlagEvaluations()
    {
    }
}
