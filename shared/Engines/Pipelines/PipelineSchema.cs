using System.Text.Json.Nodes;

namespace TlEngine.Engines.Pipelines;

/// <summary>The JSON Schema of <c>data</c>.</summary>
internal static class PipelineSchema
{
    public static JsonObject Create() => JsonNode.Parse("""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["steps"],
          "additionalProperties": false,
          "properties": {
            "input": {"description": "What steps refer to as #/input/….", "type": "object"},
            "steps": {
              "type": "array", "minItems": 1, "maxItems": 32,
              "items": {
                "type": "object",
                "required": ["id", "engine", "input"],
                "additionalProperties": false,
                "properties": {
                  "id": {"type": "string", "pattern": "^[a-z0-9_-]{1,64}$"},
                  "engine": {"type": "string", "not": {"const": "pipeline"}},
                  "input": {
                    "description": "The engine's data; {\"$ref\": \"#/input/…\"} or {\"$ref\": \"#/steps/{id}/…\"} stands for a value.",
                    "type": "object"
                  },
                  "when": {"oneOf": [
                    {"type": "null"},
                    {"type": "object", "required": ["ref"], "minProperties": 2, "maxProperties": 2, "additionalProperties": false,
                      "properties": {
                        "ref": {"type": "string", "pattern": "^#/(input|steps/)"},
                        "exists": {"type": "boolean"}, "equals": {}, "not_equals": {},
                        "greater_than": {"type": "number"}, "at_least": {"type": "number"},
                        "less_than": {"type": "number"}, "at_most": {"type": "number"}}},
                    {"type": "object", "required": ["step", "status"], "additionalProperties": false, "properties": {
                      "step": {"type": "string"}, "status": {"enum": ["succeeded", "failed", "skipped"]}}}
                  ]},
                  "on_error": {"enum": ["fail", "skip"], "default": "fail"},
                  "timeout_s": {"type": ["number", "null"], "minimum": 0.001, "maximum": 3600}
                }
              }
            },
            "return": {"description": "Ids of the steps whose results are wanted; all, unless given.",
              "type": ["array", "null"], "items": {"type": "string"}}
          }
        }
        """)!.AsObject();
}
