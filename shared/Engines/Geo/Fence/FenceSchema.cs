using System.Text.Json.Nodes;

namespace TlEngine.Engines.Geo.Fence;

/// <summary>The JSON Schema of <c>fences</c>.</summary>
internal static class FenceSchema
{
    public static JsonObject Create() => JsonNode.Parse("""
        {
          "description": "Fences with ids of their own. Positions are [lon, lat], as in GeoJSON.",
          "type": "array",
          "items": {
            "type": "object",
            "properties": {
              "id": {"type": "string", "minLength": 1, "maxLength": 200},
              "initial_state": {"description": "Where the vehicle was before the first fix.", "enum": ["inside", "outside", null]},
              "initial_since": {"description": "Since when it was inside.", "type": ["string", "number", "null"]},
              "geometry": {"oneOf": [
                {"type": "object", "required": ["type", "coordinates"], "additionalProperties": false, "properties": {
                  "type": {"const": "Polygon"},
                  "coordinates": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/ring"}}}},
                {"type": "object", "required": ["type", "coordinates"], "additionalProperties": false, "properties": {
                  "type": {"const": "MultiPolygon"},
                  "coordinates": {"type": "array", "minItems": 1,
                    "items": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/ring"}}}}},
                {"type": "object", "required": ["type", "center", "radius_m"], "additionalProperties": false, "properties": {
                  "type": {"const": "Circle"},
                  "center": {"$ref": "#/$defs/position"},
                  "radius_m": {"type": "number", "exclusiveMinimum": 0, "maximum": 20037508}}},
                {"type": "object", "required": ["type", "line", "width_m"], "additionalProperties": false, "properties": {
                  "type": {"const": "Corridor"},
                  "line": {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/position"}},
                  "width_m": {"description": "From edge to edge.", "type": "number", "exclusiveMinimum": 0, "maximum": 20037508}}}
              ]}
            },
            "required": ["id", "geometry"],
            "additionalProperties": false
          }
        }
        """)!.AsObject();

    /// <summary>What the schema refers to, at the root of the document.</summary>
    public static JsonObject Definitions() => JsonNode.Parse("""
        {
          "position": {"description": "[lon, lat] in degrees.", "type": "array", "minItems": 2, "items": {"type": "number"}},
          "ring": {"description": "The last position equals the first.", "type": "array", "minItems": 4,
            "items": {"$ref": "#/$defs/position"}}
        }
        """)!.AsObject();
}
