using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Haneul.Kernel.Operations;

/// <summary>The source-generated JSON metadata of all wire records. No reflection-based serialisation anywhere.</summary>
public static class WireTypes
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Adds the records of a service. Called once per service, before the first request.</summary>
    public static void Add(IJsonTypeInfoResolver resolver)
    {
        lock (Options)
        {
            if (!Options.TypeInfoResolverChain.Contains(resolver))
            {
                Options.TypeInfoResolverChain.Add(resolver);
            }
        }
    }

    internal static JsonTypeInfo<T> InfoOf<T>() => Cache<T>.Info;

    private static class Cache<T>
    {
        public static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
    }
}
