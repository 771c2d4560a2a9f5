"use strict";
SwaggerUIBundle({
  url: "{{ schema_url|escapejs }}",
  dom_id: "#description",
  deepLinking: true,
  requestInterceptor(request) {
    const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    if (cookie) {
      request.headers["X-CSRFToken"] = decodeURIComponent(cookie.slice("csrftoken=".length));
    }
    return request;
  },
});
