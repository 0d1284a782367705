namespace TlEngine.Tests.Engines.Drawing;

/// <summary>
/// The look of all pictures. Each has a card of its own under it, and colours for a dark page, so it can be read on any. A colour never
/// says anything alone: forms and words do, too.
/// </summary>
internal static class PictureStyle
{
    public const string Css =
        """

        svg { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
        .paper { fill: #ffffff; stroke: #d1d9e0; }
        .ink { color: #1f2328; } .soft { color: #59636e; } .faint { color: #d1d9e0; } .white { color: #ffffff; }
        .blue { color: #0969da; } .green { color: #1a7f37; } .red { color: #cf222e; }
        .orange { color: #bc4c00; } .purple { color: #8250df; }
        .line { fill: none; stroke: currentColor; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
        .thin { stroke-width: 1; } .wide { stroke-width: 7; } .dashed { stroke-dasharray: 5 5; stroke-width: 1.5; }
        .dot { fill: currentColor; } .ring { stroke: currentColor; stroke-width: 2; }
        .area { fill: currentColor; fill-opacity: 0.14; stroke: currentColor; stroke-width: 1.5; }
        .band { fill: none; stroke: currentColor; stroke-opacity: 0.2; stroke-linejoin: round; stroke-linecap: round; }
        .bar { fill: currentColor; fill-opacity: 0.85; }
        text { fill: currentColor; } .small { font-size: 11px; } .head { font-size: 13px; font-weight: 600; }
        .halo { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; } .ring { fill: #ffffff; }
        @media (prefers-color-scheme: dark) {
          .paper { fill: #0d1117; stroke: #3d444d; }
          .ink { color: #f0f6fc; } .soft { color: #9198a1; } .faint { color: #3d444d; } .white { color: #0d1117; }
          .blue { color: #4493f8; } .green { color: #3fb950; } .red { color: #f85149; }
          .orange { color: #db6d28; } .purple { color: #ab7df8; }
          .halo { stroke: #0d1117; } .ring { fill: #0d1117; }
        }

        """;
}
