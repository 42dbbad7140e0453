using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// A page answers what it has a handler for, and nothing else. By itself Razor Pages shows a page for which no handler was
/// found as if there were nothing to load: past the guard of the request that the handler would have sent, and empty.
/// </summary>
internal sealed class HandledActs : IPageFilter, IPageRouteModelConvention
{
    /// <summary>Shown in place of whatever was asked for, so by any method.</summary>
    private const string Problem = "/Networks/Problem";

    private static readonly HttpMethodMetadata Methods = new([HttpMethods.Get, HttpMethods.Head, HttpMethods.Post]);

    public void Apply(PageRouteModel model)
    {
        foreach (var selector in model.Selectors.Where(_ => model.ViewEnginePath != Problem))
        {
            selector.EndpointMetadata.Add(Methods);
        }
    }

    public void OnPageHandlerSelected(PageHandlerSelectedContext context) { }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var page = context.ActionDescriptor;
        var isOnlyShown =
            !HttpMethods.IsPost(context.HttpContext.Request.Method)
            && page.HandlerMethods.All(h => !HttpMethods.IsGet(h.HttpMethod));
        if (context.HandlerMethod is null && !isOnlyShown && page.ViewEnginePath != Problem)
        {
            context.Result = new NotFoundResult();
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context) { }
}
