using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.WebConsole.Files;

/// <summary>
/// The style sheet and the script modules of the console. Each is served under a name that holds the hash of its content, so that browsers keep it for ever and never have an old one.
/// </summary>
internal sealed class ConsoleFiles
{
    private const string ResourcePrefix = "assets/";
    private const string RoutePrefix = "/assets/";
    private const string StyleSheet = "console.css";

    private readonly FrozenDictionary<string, ConsoleFile> _byRoute;
    private readonly FrozenDictionary<string, string> _routes;

    public ConsoleFiles()
    {
        var assembly = typeof(ConsoleFiles).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToDictionary(static name => name[ResourcePrefix.Length..], name => Read(assembly.GetManifestResourceStream(name)!), StringComparer.Ordinal);
        files[StyleSheet] = Join(files);

        // One hash over all: a module imports its neighbours by their names alone.
        var version = Convert.ToHexStringLower(SHA256.HashData([.. files.OrderBy(static file => file.Key, StringComparer.Ordinal).SelectMany(static file => SHA256.HashData(file.Value))]))[..12];
        _routes = files.Keys.ToFrozenDictionary(static name => name, name => $"{RoutePrefix}{version}/{name}", StringComparer.Ordinal);
        _byRoute = files.ToFrozenDictionary(file => $"{version}/{file.Key}", static file => ConsoleFile.Of(file.Key, file.Value), StringComparer.Ordinal);
    }

    /// <summary>The path of a file within the console.</summary>
    public string PathOf(string name) => _routes[name];

    /// <summary>Serves the files.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(RoutePrefix + "{version}/{name}", (RequestDelegate)AnswerAsync).WithMetadata(new OutsideCatalogue()).Exactly();

    private Task AnswerAsync(HttpContext context)
    {
        if (!_byRoute.TryGetValue($"{context.Request.RouteValues["version"]}/{context.Request.RouteValues["name"]}", out var file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var response = context.Response;
        response.ContentType = file.ContentType;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.Vary = "Accept-Encoding";
        var isCompressed = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        if (isCompressed)
        {
            response.Headers.ContentEncoding = "br";
        }

        var bytes = isCompressed ? file.Compressed : file.Plain;
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    // The areas' own style sheets follow the common one: a page asks for one file.
    private static byte[] Join(Dictionary<string, byte[]> files)
    {
        var areas = files.Keys.Where(static name => name != StyleSheet && Path.GetExtension(name) == ".css").Order(StringComparer.Ordinal).ToList();
        byte[] joined = [.. files[StyleSheet], .. areas.SelectMany(name => files[name])];
        areas.ForEach(name => files.Remove(name));
        return joined;
    }

    private static byte[] Read(Stream stream)
    {
        using (stream)
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private sealed record ConsoleFile(string ContentType, byte[] Plain, Lazy<byte[]> LazyCompressed)
    {
        public byte[] Compressed => LazyCompressed.Value;

        public static ConsoleFile Of(string name, byte[] plain) => new(TypeOf(name), plain, new Lazy<byte[]>(() => Compress(plain)));

        private static string TypeOf(string name) => Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };

        private static byte[] Compress(byte[] plain)
        {
            using var compressed = new MemoryStream();
            using (var stream = new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            {
                stream.Write(plain);
            }

            return compressed.ToArray();
        }
    }
}
