using System.Text.Json.Nodes;

namespace TlEngine.Engines.Track.Events;

/// <summary>The JSON Schema of <c>state</c>.</summary>
internal static class EventStateSchema
{
    public static JsonObject Create() => JsonNode.Parse("""
        {
          "description": "The state that the call before gave, unchanged; null or absent for the first call.",
          "type": ["object", "null"],
          "required": ["version", "fix", "ignition", "distance_m", "odometer_m", "episodes"],
          "additionalProperties": false,
          "properties": {
            "version": {"const": 1},
            "fix": {
              "type": ["object", "null"],
              "required": ["t", "lat", "lon", "speed_mps"],
              "additionalProperties": false,
              "properties": {
                "t": {"type": ["string", "number"]},
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
                "speed_mps": {"type": ["number", "null"], "minimum": 0, "maximum": 11200}}},
            "ignition": {"type": ["boolean", "null"]},
            "distance_m": {"type": "number", "minimum": 0, "maximum": 1e18},
            "odometer_m": {"type": ["number", "null"], "minimum": 0, "maximum": 1e18},
            "episodes": {"type": "array", "items": {
              "type": "object",
              "required": ["type", "start", "end", "lat", "lon", "peak", "told"],
              "additionalProperties": false,
              "properties": {
                "type": {"enum": ["overspeed", "idle", "harsh_acceleration", "harsh_braking", "no_data"]},
                "start": {"type": ["string", "number"]},
                "end": {"type": ["string", "number"]},
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
                "peak": {"type": ["number", "null"], "minimum": 0, "maximum": 1e18},
                "told": {"type": "boolean"}}}}
          }
        }
        """)!.AsObject();
}
