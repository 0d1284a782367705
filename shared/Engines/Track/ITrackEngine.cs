using TlEngine.Engines.Positions;

namespace TlEngine.Engines.Track;

/// <summary>An engine that takes its positions as columns too, so that nothing is written and read between two of them.</summary>
internal interface ITrackEngine : IEngine
{
    /// <summary>As <see cref="IEngine.Prepare"/> with a <c>data</c> that has no positions; a call that is ready is an
    /// <see cref="ITrackCall"/>.</summary>
    /// <param name="positions">Stay the caller's, unchanged, and must outlive the run.</param>
    Preparation Prepare(EngineRequest request, PositionColumns positions);
}
