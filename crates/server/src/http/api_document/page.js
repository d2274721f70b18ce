// Shows the OpenAPI document. Everything is written as text, never as markup.
"use strict";

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

/** The name of a schema, or its shape in short. */
function shape(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.type === "array") return `[${shape(schema.items)}]`;
  const alternatives = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (alternatives) return alternatives.map(shape).join(" | ");
  return [schema.type].flat().join(" | ") + (schema.format ? ` (${schema.format})` : "");
}

function contentOf(content) {
  return Object.entries(content ?? {}).map(([type, { schema }]) => `${shape(schema)}  ${type}`).join(", ");
}

function operation(path, method, { summary, description, parameters, requestBody, responses }) {
  const section = element("section", "", element("h2", "", element("code", `${method.toUpperCase()} ${path}`)));
  if (summary) section.append(element("p", summary));
  if (description) section.append(element("p", description));
  const rows = (parameters ?? []).map((parameter) =>
    element("tr", "",
      element("td", "", element("code", parameter.name)),
      element("td", `${parameter.in}${parameter.required ? ", required" : ""}`),
      element("td", shape(parameter.schema)),
      element("td", parameter.description ?? "")));
  if (requestBody) {
    rows.push(element("tr", "", element("td", "", element("code", "body")), element("td", "required"), element("td", contentOf(requestBody.content)), element("td")));
  }
  for (const [status, { description: meaning, content }] of Object.entries(responses ?? {})) {
    rows.push(element("tr", "", element("td", "", element("code", status)), element("td", "answer"), element("td", contentOf(content)), element("td", meaning)));
  }
  section.append(element("table", "", element("tbody", "", ...rows)));
  return section;
}

async function show() {
  const main = document.getElementById("document");
  const answer = await fetch("/api/openapi.json");
  if (!answer.ok) {
    main.replaceChildren(element("p", `The document could not be loaded (${answer.status}).`));
    return;
  }
  const { paths, components } = await answer.json();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(path, method, described)));
  const schemas = Object.entries(components?.schemas ?? {}).map(([name, schema]) =>
    element("section", "", element("h2", "", element("code", name)), element("pre", JSON.stringify(schema, null, 2))));
  main.replaceChildren(...operations, element("h2", "Shapes"), ...schemas);
}

show();
