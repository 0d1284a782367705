using System.Text.Json.Nodes;

namespace TlEngine.Engines.Route.Eta;

/// <summary>The JSON Schema of <c>route</c>, <c>stops</c> and <c>history</c>.</summary>
internal static class EtaSchema
{
    public static JsonObject Route() => JsonNode.Parse("""
        {
          "description": "The way of the trip, a LineString of GeoJSON.",
          "type": "object", "required": ["type", "coordinates"], "additionalProperties": false,
          "properties": {
            "type": {"const": "LineString"},
            "coordinates": {"type": "array", "minItems": 2, "maxItems": 50000, "items":
              {"description": "[lon, lat] in degrees.", "type": "array", "minItems": 2, "items": {"type": "number"}}}}
        }
        """)!.AsObject();

    public static JsonObject Stops() => JsonNode.Parse("""
        {
          "description": "The stops in the order of the trip.",
          "type": "array", "minItems": 1, "maxItems": 500,
          "items": {
            "type": "object", "required": ["id"], "additionalProperties": false,
            "anyOf": [{"required": ["lat", "lon"]}, {"required": ["distance_m"]}],
            "properties": {
              "id": {"type": "string", "minLength": 1, "maxLength": 200},
              "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
              "lon": {"type": ["number", "null"], "minimum": -360, "maximum": 360},
              "distance_m": {"description": "Metres from the start of the route.", "type": ["number", "null"],
                "minimum": 0, "maximum": 1e9},
              "scheduled": {"description": "Arrival.", "type": ["string", "number", "null"]},
              "dwell_s": {"description": "From arrival to departure, as planned.", "type": ["number", "null"],
                "minimum": 0, "maximum": 86400},
              "timepoint": {"description": "Never left before scheduled + dwell_s; the first stop is one.", "type": ["boolean", "null"]},
              "relationship": {"enum": ["scheduled", "skipped", "no_data", null]},
              "delay_s": {"description": "A delay that is known otherwise.", "type": ["number", "null"],
                "minimum": -31536000, "maximum": 31536000},
              "time": {"description": "An arrival that is known otherwise; wins over delay_s.", "type": ["string", "number", "null"]}}
          }
        }
        """)!.AsObject();

    public static JsonObject History() => JsonNode.Parse("""
        {
          "description": "Usual seconds of running from each stop to the next, without dwells; null where unknown.",
          "type": ["array", "null"], "items": {"type": ["number", "null"], "minimum": 0, "maximum": 86400}
        }
        """)!.AsObject();
}
