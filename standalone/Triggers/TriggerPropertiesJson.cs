using System.Text.Json.Serialization;

namespace TlEngine.Standalone.Triggers;

[JsonSerializable(typeof(TriggerProperties))]
internal sealed partial class TriggerPropertiesJson : JsonSerializerContext;
