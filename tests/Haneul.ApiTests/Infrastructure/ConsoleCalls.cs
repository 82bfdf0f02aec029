using System.Collections;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>Makes every request of a test server a call of the console, where the pipeline opens it: no request can say so itself.</summary>
internal sealed class ConsoleCalls : IStartupFilter
{
    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, rest) => rest(new DefaultHttpContext(new Features(context.Features)) { RequestServices = context.RequestServices }));
        next(app);
    };

    private sealed class Features(IFeatureCollection inner) : IFeatureCollection
    {
        public bool IsReadOnly => inner.IsReadOnly;

        public int Revision => inner.Revision;

        public object? this[Type key]
        {
            get => inner[key];
            set => inner[key] = Marked(value);
        }

        public TFeature? Get<TFeature>() => inner.Get<TFeature>();

        public void Set<TFeature>(TFeature? instance)
        {
            Marked(instance);
            inner.Set(instance);
        }

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => inner.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private static object? Marked(object? feature)
        {
            if (feature is Call call)
            {
                call.Origin = CallOrigin.Console;
            }

            return feature;
        }
    }
}
