// Generated from schemas/ by `pnpm --filter @hushlog/schema generate`. Do not edit.
// src/fields/last-passed.ts
function lastPassed(pattern) {
  let passed;
  return {
    test(value) {
      return value === passed ? !0 : pattern.test(value) ? (passed = value, !0) : !1;
    }
  };
}
var compilePattern = (source) => lastPassed(new RegExp(source));

// <stdin>
var envelope = validate10;
var func2 = compilePattern, pattern0 = func2("^[0-7][0-9A-HJKMNP-TV-Z]{25}$", ""), pattern1 = func2("^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$", ""), pattern2 = func2("^[A-Za-z0-9_-]{1,64}$", ""), pattern3 = func2("^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$", ""), pattern5 = func2("^@?[a-z0-9][a-z0-9._/-]{0,63}$", ""), pattern6 = func2("^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$", ""), pattern7 = func2("^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$", ""), pattern8 = func2("^[a-z][a-z0-9_]{0,31}:\\d{1,9}(?:,[a-z][a-z0-9_]{0,31}:\\d{1,9}){0,31}$", ""), pattern9 = func2("^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?$", ""), pattern10 = func2("^[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}$", ""), pattern11 = func2("^(?:[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}|[+-]\\d\\d:\\d\\d)$", ""), pattern12 = func2("^(?:desktop|mobile|tablet|tv|wearable|server|bot|other|unknown)$", "");
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.id === void 0 && (missing0 = "id") || data.ts === void 0 && (missing0 = "ts") || data.schema_version === void 0 && (missing0 = "schema_version"))
        return validate10.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.id !== void 0) {
        let data0 = data.id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern0.test(data0))
              return validate10.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/pattern", keyword: "pattern", params: { pattern: "^[0-7][0-9A-HJKMNP-TV-Z]{25}$" } }], !1;
          } else
            return validate10.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.ts !== void 0) {
          let data1 = data.ts, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern1.test(data1))
                return validate10.errors = [{ instancePath: instancePath + "/ts", schemaPath: "#/properties/ts/pattern", keyword: "pattern", params: { pattern: "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$" } }], !1;
            } else
              return validate10.errors = [{ instancePath: instancePath + "/ts", schemaPath: "#/properties/ts/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.schema_version !== void 0) {
            let data2 = data.schema_version, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate10.errors = [{ instancePath: instancePath + "/schema_version", schemaPath: "#/properties/schema_version/type", keyword: "type", params: { type: "integer" } }], !1;
            if (data2 !== 1)
              return validate10.errors = [{ instancePath: instancePath + "/schema_version", schemaPath: "#/properties/schema_version/const", keyword: "const", params: { allowedValue: 1 } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.session_id !== void 0) {
              let data3 = data.session_id, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (data3.length > 64)
                    return validate10.errors = [{ instancePath: instancePath + "/session_id", schemaPath: "#/properties/session_id/maxLength", keyword: "maxLength", params: { limit: 64 } }], !1;
                  if (!pattern2.test(data3))
                    return validate10.errors = [{ instancePath: instancePath + "/session_id", schemaPath: "#/properties/session_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{1,64}$" } }], !1;
                } else
                  return validate10.errors = [{ instancePath: instancePath + "/session_id", schemaPath: "#/properties/session_id/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.user !== void 0) {
                let data4 = data.user, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (data4.length > 1024)
                      return validate10.errors = [{ instancePath: instancePath + "/user", schemaPath: "#/properties/user/maxLength", keyword: "maxLength", params: { limit: 1024 } }], !1;
                    if (data4.length < 1)
                      return validate10.errors = [{ instancePath: instancePath + "/user", schemaPath: "#/properties/user/minLength", keyword: "minLength", params: { limit: 1 } }], !1;
                  } else
                    return validate10.errors = [{ instancePath: instancePath + "/user", schemaPath: "#/properties/user/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.trace_id !== void 0) {
                  let data5 = data.trace_id, _errs11 = errors;
                  if (errors === _errs11)
                    if (typeof data5 == "string") {
                      if (!pattern3.test(data5))
                        return validate10.errors = [{ instancePath: instancePath + "/trace_id", schemaPath: "#/properties/trace_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
                    } else
                      return validate10.errors = [{ instancePath: instancePath + "/trace_id", schemaPath: "#/properties/trace_id/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.ticket_id !== void 0) {
                    let data6 = data.ticket_id, _errs13 = errors;
                    if (errors === _errs13)
                      if (typeof data6 == "string") {
                        if (!pattern3.test(data6))
                          return validate10.errors = [{ instancePath: instancePath + "/ticket_id", schemaPath: "#/properties/ticket_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
                      } else
                        return validate10.errors = [{ instancePath: instancePath + "/ticket_id", schemaPath: "#/properties/ticket_id/type", keyword: "type", params: { type: "string" } }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.channel !== void 0) {
                      let data7 = data.channel, _errs15 = errors;
                      if (errors === _errs15)
                        if (typeof data7 == "string") {
                          if (data7.length > 1048576)
                            return validate10.errors = [{ instancePath: instancePath + "/channel", schemaPath: "#/properties/channel/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                        } else
                          return validate10.errors = [{ instancePath: instancePath + "/channel", schemaPath: "#/properties/channel/type", keyword: "type", params: { type: "string" } }], !1;
                      var valid0 = _errs15 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0)
                      if (data.context !== void 0) {
                        let data8 = data.context, _errs17 = errors;
                        if (errors === _errs17)
                          if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                            if (data8.sdk !== void 0) {
                              let data9 = data8.sdk, _errs19 = errors;
                              if (errors === _errs19)
                                if (typeof data9 == "string") {
                                  if (!pattern5.test(data9))
                                    return validate10.errors = [{ instancePath: instancePath + "/context/sdk", schemaPath: "#/properties/context/properties/sdk/pattern", keyword: "pattern", params: { pattern: "^@?[a-z0-9][a-z0-9._/-]{0,63}$" } }], !1;
                                } else
                                  return validate10.errors = [{ instancePath: instancePath + "/context/sdk", schemaPath: "#/properties/context/properties/sdk/type", keyword: "type", params: { type: "string" } }], !1;
                              var valid1 = _errs19 === errors;
                            } else
                              var valid1 = !0;
                            if (valid1) {
                              if (data8.sdk_version !== void 0) {
                                let data10 = data8.sdk_version, _errs21 = errors;
                                if (errors === _errs21)
                                  if (typeof data10 == "string") {
                                    if (!pattern6.test(data10))
                                      return validate10.errors = [{ instancePath: instancePath + "/context/sdk_version", schemaPath: "#/properties/context/properties/sdk_version/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}$" } }], !1;
                                  } else
                                    return validate10.errors = [{ instancePath: instancePath + "/context/sdk_version", schemaPath: "#/properties/context/properties/sdk_version/type", keyword: "type", params: { type: "string" } }], !1;
                                var valid1 = _errs21 === errors;
                              } else
                                var valid1 = !0;
                              if (valid1) {
                                if (data8.rules !== void 0) {
                                  let data11 = data8.rules, _errs23 = errors;
                                  if (errors === _errs23)
                                    if (typeof data11 == "string") {
                                      if (!pattern7.test(data11))
                                        return validate10.errors = [{ instancePath: instancePath + "/context/rules", schemaPath: "#/properties/context/properties/rules/pattern", keyword: "pattern", params: { pattern: "^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$" } }], !1;
                                    } else
                                      return validate10.errors = [{ instancePath: instancePath + "/context/rules", schemaPath: "#/properties/context/properties/rules/type", keyword: "type", params: { type: "string" } }], !1;
                                  var valid1 = _errs23 === errors;
                                } else
                                  var valid1 = !0;
                                if (valid1) {
                                  if (data8.redactions !== void 0) {
                                    let data12 = data8.redactions, _errs25 = errors;
                                    if (errors === _errs25)
                                      if (typeof data12 == "string") {
                                        if (!pattern8.test(data12))
                                          return validate10.errors = [{ instancePath: instancePath + "/context/redactions", schemaPath: "#/properties/context/properties/redactions/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_]{0,31}:\\d{1,9}(?:,[a-z][a-z0-9_]{0,31}:\\d{1,9}){0,31}$" } }], !1;
                                      } else
                                        return validate10.errors = [{ instancePath: instancePath + "/context/redactions", schemaPath: "#/properties/context/properties/redactions/type", keyword: "type", params: { type: "string" } }], !1;
                                    var valid1 = _errs25 === errors;
                                  } else
                                    var valid1 = !0;
                                  if (valid1) {
                                    if (data8.removed_fields !== void 0) {
                                      let data13 = data8.removed_fields, _errs27 = errors;
                                      if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)))
                                        return validate10.errors = [{ instancePath: instancePath + "/context/removed_fields", schemaPath: "#/properties/context/properties/removed_fields/type", keyword: "type", params: { type: "integer" } }], !1;
                                      if (errors === _errs27 && typeof data13 == "number" && isFinite(data13)) {
                                        if (data13 > 1e7 || isNaN(data13))
                                          return validate10.errors = [{ instancePath: instancePath + "/context/removed_fields", schemaPath: "#/properties/context/properties/removed_fields/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e7 } }], !1;
                                        if (data13 < 0 || isNaN(data13))
                                          return validate10.errors = [{ instancePath: instancePath + "/context/removed_fields", schemaPath: "#/properties/context/properties/removed_fields/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                      }
                                      var valid1 = _errs27 === errors;
                                    } else
                                      var valid1 = !0;
                                    if (valid1) {
                                      if (data8.page_path !== void 0) {
                                        let data14 = data8.page_path, _errs29 = errors;
                                        if (errors === _errs29)
                                          if (typeof data14 == "string") {
                                            if (data14.length > 1048576)
                                              return validate10.errors = [{ instancePath: instancePath + "/context/page_path", schemaPath: "#/properties/context/properties/page_path/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                                          } else
                                            return validate10.errors = [{ instancePath: instancePath + "/context/page_path", schemaPath: "#/properties/context/properties/page_path/type", keyword: "type", params: { type: "string" } }], !1;
                                        var valid1 = _errs29 === errors;
                                      } else
                                        var valid1 = !0;
                                      if (valid1) {
                                        if (data8.page_title !== void 0) {
                                          let data15 = data8.page_title, _errs31 = errors;
                                          if (errors === _errs31)
                                            if (typeof data15 == "string") {
                                              if (data15.length > 1048576)
                                                return validate10.errors = [{ instancePath: instancePath + "/context/page_title", schemaPath: "#/properties/context/properties/page_title/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                                            } else
                                              return validate10.errors = [{ instancePath: instancePath + "/context/page_title", schemaPath: "#/properties/context/properties/page_title/type", keyword: "type", params: { type: "string" } }], !1;
                                          var valid1 = _errs31 === errors;
                                        } else
                                          var valid1 = !0;
                                        if (valid1) {
                                          if (data8.referrer_host !== void 0) {
                                            let data16 = data8.referrer_host, _errs33 = errors;
                                            if (errors === _errs33)
                                              if (typeof data16 == "string") {
                                                if (!pattern9.test(data16))
                                                  return validate10.errors = [{ instancePath: instancePath + "/context/referrer_host", schemaPath: "#/properties/context/properties/referrer_host/pattern", keyword: "pattern", params: { pattern: "^(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::\\d{1,5})?$" } }], !1;
                                              } else
                                                return validate10.errors = [{ instancePath: instancePath + "/context/referrer_host", schemaPath: "#/properties/context/properties/referrer_host/type", keyword: "type", params: { type: "string" } }], !1;
                                            var valid1 = _errs33 === errors;
                                          } else
                                            var valid1 = !0;
                                          if (valid1) {
                                            if (data8.locale !== void 0) {
                                              let data17 = data8.locale, _errs35 = errors;
                                              if (errors === _errs35)
                                                if (typeof data17 == "string") {
                                                  if (!pattern10.test(data17))
                                                    return validate10.errors = [{ instancePath: instancePath + "/context/locale", schemaPath: "#/properties/context/properties/locale/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,8}$" } }], !1;
                                                } else
                                                  return validate10.errors = [{ instancePath: instancePath + "/context/locale", schemaPath: "#/properties/context/properties/locale/type", keyword: "type", params: { type: "string" } }], !1;
                                              var valid1 = _errs35 === errors;
                                            } else
                                              var valid1 = !0;
                                            if (valid1) {
                                              if (data8.time_zone !== void 0) {
                                                let data18 = data8.time_zone, _errs37 = errors;
                                                if (errors === _errs37)
                                                  if (typeof data18 == "string") {
                                                    if (!pattern11.test(data18))
                                                      return validate10.errors = [{ instancePath: instancePath + "/context/time_zone", schemaPath: "#/properties/context/properties/time_zone/pattern", keyword: "pattern", params: { pattern: "^(?:[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}|[+-]\\d\\d:\\d\\d)$" } }], !1;
                                                  } else
                                                    return validate10.errors = [{ instancePath: instancePath + "/context/time_zone", schemaPath: "#/properties/context/properties/time_zone/type", keyword: "type", params: { type: "string" } }], !1;
                                                var valid1 = _errs37 === errors;
                                              } else
                                                var valid1 = !0;
                                              if (valid1)
                                                if (data8.device_class !== void 0) {
                                                  let data19 = data8.device_class, _errs39 = errors;
                                                  if (errors === _errs39)
                                                    if (typeof data19 == "string") {
                                                      if (!pattern12.test(data19))
                                                        return validate10.errors = [{ instancePath: instancePath + "/context/device_class", schemaPath: "#/properties/context/properties/device_class/pattern", keyword: "pattern", params: { pattern: "^(?:desktop|mobile|tablet|tv|wearable|server|bot|other|unknown)$" } }], !1;
                                                    } else
                                                      return validate10.errors = [{ instancePath: instancePath + "/context/device_class", schemaPath: "#/properties/context/properties/device_class/type", keyword: "type", params: { type: "string" } }], !1;
                                                  var valid1 = _errs39 === errors;
                                                } else
                                                  var valid1 = !0;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          } else
                            return validate10.errors = [{ instancePath: instancePath + "/context", schemaPath: "#/properties/context/type", keyword: "type", params: { type: "object" } }], !1;
                        var valid0 = _errs17 === errors;
                      } else
                        var valid0 = !0;
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate10.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate10.errors = vErrors, errors === 0;
}
var event_session_start = validate11;
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.session_id === void 0 && (missing0 = "session_id"))
        return validate11.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.user_agent !== void 0) {
        let data0 = data.user_agent;
        if (errors === errors)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate11.errors = [{ instancePath: instancePath + "/user_agent", schemaPath: "#/properties/user_agent/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate11.errors = [{ instancePath: instancePath + "/user_agent", schemaPath: "#/properties/user_agent/type", keyword: "type", params: { type: "string" } }], !1;
      }
    } else
      return validate11.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate11.errors = vErrors, errors === 0;
}
var event_session_end = validate12;
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.session_id === void 0 && (missing0 = "session_id"))
        return validate12.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.duration_seconds !== void 0) {
        let data0 = data.duration_seconds, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 315576e3 || isNaN(data0))
              return validate12.errors = [{ instancePath: instancePath + "/duration_seconds", schemaPath: "#/properties/duration_seconds/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e3 } }], !1;
            if (data0 < 0 || isNaN(data0))
              return validate12.errors = [{ instancePath: instancePath + "/duration_seconds", schemaPath: "#/properties/duration_seconds/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
          } else
            return validate12.errors = [{ instancePath: instancePath + "/duration_seconds", schemaPath: "#/properties/duration_seconds/type", keyword: "type", params: { type: "number" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.total_queries !== void 0) {
          let data1 = data.total_queries, _errs3 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
            return validate12.errors = [{ instancePath: instancePath + "/total_queries", schemaPath: "#/properties/total_queries/type", keyword: "type", params: { type: "integer" } }], !1;
          if (errors === _errs3 && typeof data1 == "number" && isFinite(data1)) {
            if (data1 > 1e12 || isNaN(data1))
              return validate12.errors = [{ instancePath: instancePath + "/total_queries", schemaPath: "#/properties/total_queries/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
            if (data1 < 0 || isNaN(data1))
              return validate12.errors = [{ instancePath: instancePath + "/total_queries", schemaPath: "#/properties/total_queries/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.total_uploads !== void 0) {
            let data2 = data.total_uploads, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate12.errors = [{ instancePath: instancePath + "/total_uploads", schemaPath: "#/properties/total_uploads/type", keyword: "type", params: { type: "integer" } }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 1e12 || isNaN(data2))
                return validate12.errors = [{ instancePath: instancePath + "/total_uploads", schemaPath: "#/properties/total_uploads/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
              if (data2 < 0 || isNaN(data2))
                return validate12.errors = [{ instancePath: instancePath + "/total_uploads", schemaPath: "#/properties/total_uploads/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.chat_messages !== void 0) {
              let data3 = data.chat_messages, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate12.errors = [{ instancePath: instancePath + "/chat_messages", schemaPath: "#/properties/chat_messages/type", keyword: "type", params: { type: "integer" } }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3)) {
                if (data3 > 1e12 || isNaN(data3))
                  return validate12.errors = [{ instancePath: instancePath + "/chat_messages", schemaPath: "#/properties/chat_messages/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                if (data3 < 0 || isNaN(data3))
                  return validate12.errors = [{ instancePath: instancePath + "/chat_messages", schemaPath: "#/properties/chat_messages/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
              }
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.end_reason !== void 0) {
                let data4 = data.end_reason, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (data4.length > 1048576)
                      return validate12.errors = [{ instancePath: instancePath + "/end_reason", schemaPath: "#/properties/end_reason/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                  } else
                    return validate12.errors = [{ instancePath: instancePath + "/end_reason", schemaPath: "#/properties/end_reason/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate12.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate12.errors = vErrors, errors === 0;
}
var event_page_view = validate13;
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return errors === 0 && !(data && typeof data == "object" && !Array.isArray(data)) ? (validate13.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1) : (validate13.errors = vErrors, errors === 0);
}
var event_file_upload = validate14;
function validate14(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.file_name !== void 0) {
        let data0 = data.file_name, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate14.errors = [{ instancePath: instancePath + "/file_name", schemaPath: "#/properties/file_name/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate14.errors = [{ instancePath: instancePath + "/file_name", schemaPath: "#/properties/file_name/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.file_type !== void 0) {
          let data1 = data.file_type, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate14.errors = [{ instancePath: instancePath + "/file_type", schemaPath: "#/properties/file_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate14.errors = [{ instancePath: instancePath + "/file_type", schemaPath: "#/properties/file_type/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.file_size !== void 0) {
            let data2 = data.file_size, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate14.errors = [{ instancePath: instancePath + "/file_size", schemaPath: "#/properties/file_size/type", keyword: "type", params: { type: "integer" } }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 9007199254740991 || isNaN(data2))
                return validate14.errors = [{ instancePath: instancePath + "/file_size", schemaPath: "#/properties/file_size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 } }], !1;
              if (data2 < 0 || isNaN(data2))
                return validate14.errors = [{ instancePath: instancePath + "/file_size", schemaPath: "#/properties/file_size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.row_count !== void 0) {
              let data3 = data.row_count, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate14.errors = [{ instancePath: instancePath + "/row_count", schemaPath: "#/properties/row_count/type", keyword: "type", params: { type: "integer" } }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3)) {
                if (data3 > 1e12 || isNaN(data3))
                  return validate14.errors = [{ instancePath: instancePath + "/row_count", schemaPath: "#/properties/row_count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                if (data3 < 0 || isNaN(data3))
                  return validate14.errors = [{ instancePath: instancePath + "/row_count", schemaPath: "#/properties/row_count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
              }
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.column_count !== void 0) {
                let data4 = data.column_count, _errs9 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                  return validate14.errors = [{ instancePath: instancePath + "/column_count", schemaPath: "#/properties/column_count/type", keyword: "type", params: { type: "integer" } }], !1;
                if (errors === _errs9 && typeof data4 == "number" && isFinite(data4)) {
                  if (data4 > 1e12 || isNaN(data4))
                    return validate14.errors = [{ instancePath: instancePath + "/column_count", schemaPath: "#/properties/column_count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                  if (data4 < 0 || isNaN(data4))
                    return validate14.errors = [{ instancePath: instancePath + "/column_count", schemaPath: "#/properties/column_count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                }
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.analysis_type !== void 0) {
                  let data5 = data.analysis_type, _errs11 = errors;
                  if (errors === _errs11)
                    if (typeof data5 == "string") {
                      if (data5.length > 1048576)
                        return validate14.errors = [{ instancePath: instancePath + "/analysis_type", schemaPath: "#/properties/analysis_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                    } else
                      return validate14.errors = [{ instancePath: instancePath + "/analysis_type", schemaPath: "#/properties/analysis_type/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate14.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate14.errors = vErrors, errors === 0;
}
var event_user_query = validate15;
function validate15(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.query_text !== void 0) {
        let data0 = data.query_text, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate15.errors = [{ instancePath: instancePath + "/query_text", schemaPath: "#/properties/query_text/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate15.errors = [{ instancePath: instancePath + "/query_text", schemaPath: "#/properties/query_text/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.query_length !== void 0) {
          let data1 = data.query_length, _errs3 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
            return validate15.errors = [{ instancePath: instancePath + "/query_length", schemaPath: "#/properties/query_length/type", keyword: "type", params: { type: "integer" } }], !1;
          if (errors === _errs3 && typeof data1 == "number" && isFinite(data1)) {
            if (data1 > 1e12 || isNaN(data1))
              return validate15.errors = [{ instancePath: instancePath + "/query_length", schemaPath: "#/properties/query_length/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
            if (data1 < 0 || isNaN(data1))
              return validate15.errors = [{ instancePath: instancePath + "/query_length", schemaPath: "#/properties/query_length/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.is_suggested_prompt !== void 0) {
            let _errs5 = errors;
            if (typeof data.is_suggested_prompt != "boolean")
              return validate15.errors = [{ instancePath: instancePath + "/is_suggested_prompt", schemaPath: "#/properties/is_suggested_prompt/type", keyword: "type", params: { type: "boolean" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.analysis_type !== void 0) {
              let data3 = data.analysis_type, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (data3.length > 1048576)
                    return validate15.errors = [{ instancePath: instancePath + "/analysis_type", schemaPath: "#/properties/analysis_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                } else
                  return validate15.errors = [{ instancePath: instancePath + "/analysis_type", schemaPath: "#/properties/analysis_type/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.has_data !== void 0) {
                let _errs9 = errors;
                if (typeof data.has_data != "boolean")
                  return validate15.errors = [{ instancePath: instancePath + "/has_data", schemaPath: "#/properties/has_data/type", keyword: "type", params: { type: "boolean" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.message_number !== void 0) {
                  let data5 = data.message_number, _errs11 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)))
                    return validate15.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/type", keyword: "type", params: { type: "integer" } }], !1;
                  if (errors === _errs11 && typeof data5 == "number" && isFinite(data5)) {
                    if (data5 > 1e12 || isNaN(data5))
                      return validate15.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                    if (data5 < 0 || isNaN(data5))
                      return validate15.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                  }
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate15.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate15.errors = vErrors, errors === 0;
}
var event_agent_response = validate16, schema17 = { $id: "agent_response", type: "object", required: [], properties: { query_id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" }, query_text: { type: "string", maxLength: 1048576 }, response_text: { type: "string", maxLength: 1048576 }, response_length: { type: "integer", minimum: 0, maximum: 1e12 }, processing_time_ms: { type: "number", minimum: 0, maximum: 315576e6 }, retrieval_time_ms: { type: "number", minimum: 0, maximum: 315576e6 }, generation_time_ms: { type: "number", minimum: 0, maximum: 315576e6 }, time_to_first_token_ms: { type: "number", minimum: 0, maximum: 315576e6 }, has_visualization: { type: "boolean" }, analysis_type: { type: "string", maxLength: 1048576 }, data_summary: { type: "object", maxProperties: 20, additionalProperties: { type: ["string", "number", "boolean"], maxLength: 1048576 } }, topic: { type: "string", maxLength: 1048576 }, entries_retrieved: { type: "integer", minimum: 0, maximum: 1e12 }, match_score: { type: "number", minimum: -1e9, maximum: 1e9 }, no_match: { type: "boolean" }, success: { type: "boolean" }, error_type: { type: "string", maxLength: 1048576 }, model: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,191}$" }, input_tokens: { type: "integer", minimum: 0, maximum: 1e12 }, output_tokens: { type: "integer", minimum: 0, maximum: 1e12 }, cached_tokens: { type: "integer", minimum: 0, maximum: 1e12 }, cost_usd: { type: "number", minimum: 0, maximum: 1e9 } } }, pattern14 = func2("^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,191}$", "");
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.query_id !== void 0) {
        let data0 = data.query_id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern3.test(data0))
              return validate16.errors = [{ instancePath: instancePath + "/query_id", schemaPath: "#/properties/query_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
          } else
            return validate16.errors = [{ instancePath: instancePath + "/query_id", schemaPath: "#/properties/query_id/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.query_text !== void 0) {
          let data1 = data.query_text, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate16.errors = [{ instancePath: instancePath + "/query_text", schemaPath: "#/properties/query_text/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate16.errors = [{ instancePath: instancePath + "/query_text", schemaPath: "#/properties/query_text/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.response_text !== void 0) {
            let data2 = data.response_text, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate16.errors = [{ instancePath: instancePath + "/response_text", schemaPath: "#/properties/response_text/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate16.errors = [{ instancePath: instancePath + "/response_text", schemaPath: "#/properties/response_text/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.response_length !== void 0) {
              let data3 = data.response_length, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate16.errors = [{ instancePath: instancePath + "/response_length", schemaPath: "#/properties/response_length/type", keyword: "type", params: { type: "integer" } }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3)) {
                if (data3 > 1e12 || isNaN(data3))
                  return validate16.errors = [{ instancePath: instancePath + "/response_length", schemaPath: "#/properties/response_length/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                if (data3 < 0 || isNaN(data3))
                  return validate16.errors = [{ instancePath: instancePath + "/response_length", schemaPath: "#/properties/response_length/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
              }
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.processing_time_ms !== void 0) {
                let data4 = data.processing_time_ms, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 > 315576e6 || isNaN(data4))
                      return validate16.errors = [{ instancePath: instancePath + "/processing_time_ms", schemaPath: "#/properties/processing_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                    if (data4 < 0 || isNaN(data4))
                      return validate16.errors = [{ instancePath: instancePath + "/processing_time_ms", schemaPath: "#/properties/processing_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                  } else
                    return validate16.errors = [{ instancePath: instancePath + "/processing_time_ms", schemaPath: "#/properties/processing_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.retrieval_time_ms !== void 0) {
                  let data5 = data.retrieval_time_ms, _errs11 = errors;
                  if (errors === _errs11)
                    if (typeof data5 == "number" && isFinite(data5)) {
                      if (data5 > 315576e6 || isNaN(data5))
                        return validate16.errors = [{ instancePath: instancePath + "/retrieval_time_ms", schemaPath: "#/properties/retrieval_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                      if (data5 < 0 || isNaN(data5))
                        return validate16.errors = [{ instancePath: instancePath + "/retrieval_time_ms", schemaPath: "#/properties/retrieval_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                    } else
                      return validate16.errors = [{ instancePath: instancePath + "/retrieval_time_ms", schemaPath: "#/properties/retrieval_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.generation_time_ms !== void 0) {
                    let data6 = data.generation_time_ms, _errs13 = errors;
                    if (errors === _errs13)
                      if (typeof data6 == "number" && isFinite(data6)) {
                        if (data6 > 315576e6 || isNaN(data6))
                          return validate16.errors = [{ instancePath: instancePath + "/generation_time_ms", schemaPath: "#/properties/generation_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                        if (data6 < 0 || isNaN(data6))
                          return validate16.errors = [{ instancePath: instancePath + "/generation_time_ms", schemaPath: "#/properties/generation_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                      } else
                        return validate16.errors = [{ instancePath: instancePath + "/generation_time_ms", schemaPath: "#/properties/generation_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.time_to_first_token_ms !== void 0) {
                      let data7 = data.time_to_first_token_ms, _errs15 = errors;
                      if (errors === _errs15)
                        if (typeof data7 == "number" && isFinite(data7)) {
                          if (data7 > 315576e6 || isNaN(data7))
                            return validate16.errors = [{ instancePath: instancePath + "/time_to_first_token_ms", schemaPath: "#/properties/time_to_first_token_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                          if (data7 < 0 || isNaN(data7))
                            return validate16.errors = [{ instancePath: instancePath + "/time_to_first_token_ms", schemaPath: "#/properties/time_to_first_token_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                        } else
                          return validate16.errors = [{ instancePath: instancePath + "/time_to_first_token_ms", schemaPath: "#/properties/time_to_first_token_ms/type", keyword: "type", params: { type: "number" } }], !1;
                      var valid0 = _errs15 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.has_visualization !== void 0) {
                        let _errs17 = errors;
                        if (typeof data.has_visualization != "boolean")
                          return validate16.errors = [{ instancePath: instancePath + "/has_visualization", schemaPath: "#/properties/has_visualization/type", keyword: "type", params: { type: "boolean" } }], !1;
                        var valid0 = _errs17 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.analysis_type !== void 0) {
                          let data9 = data.analysis_type, _errs19 = errors;
                          if (errors === _errs19)
                            if (typeof data9 == "string") {
                              if (data9.length > 1048576)
                                return validate16.errors = [{ instancePath: instancePath + "/analysis_type", schemaPath: "#/properties/analysis_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                            } else
                              return validate16.errors = [{ instancePath: instancePath + "/analysis_type", schemaPath: "#/properties/analysis_type/type", keyword: "type", params: { type: "string" } }], !1;
                          var valid0 = _errs19 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.data_summary !== void 0) {
                            let data10 = data.data_summary, _errs21 = errors;
                            if (errors === _errs21)
                              if (data10 && typeof data10 == "object" && !Array.isArray(data10)) {
                                if (Object.keys(data10).length > 20)
                                  return validate16.errors = [{ instancePath: instancePath + "/data_summary", schemaPath: "#/properties/data_summary/maxProperties", keyword: "maxProperties", params: { limit: 20 } }], !1;
                                for (let key0 in data10) {
                                  let data11 = data10[key0], _errs24 = errors;
                                  if (typeof data11 != "string" && !(typeof data11 == "number" && isFinite(data11)) && typeof data11 != "boolean")
                                    return validate16.errors = [{ instancePath: instancePath + "/data_summary/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/data_summary/additionalProperties/type", keyword: "type", params: { type: schema17.properties.data_summary.additionalProperties.type } }], !1;
                                  if (errors === _errs24 && typeof data11 == "string" && data11.length > 1048576)
                                    return validate16.errors = [{ instancePath: instancePath + "/data_summary/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/data_summary/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                                  var valid1 = _errs24 === errors;
                                  if (!valid1)
                                    break;
                                }
                              } else
                                return validate16.errors = [{ instancePath: instancePath + "/data_summary", schemaPath: "#/properties/data_summary/type", keyword: "type", params: { type: "object" } }], !1;
                            var valid0 = _errs21 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0) {
                            if (data.topic !== void 0) {
                              let data12 = data.topic, _errs26 = errors;
                              if (errors === _errs26)
                                if (typeof data12 == "string") {
                                  if (data12.length > 1048576)
                                    return validate16.errors = [{ instancePath: instancePath + "/topic", schemaPath: "#/properties/topic/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                                } else
                                  return validate16.errors = [{ instancePath: instancePath + "/topic", schemaPath: "#/properties/topic/type", keyword: "type", params: { type: "string" } }], !1;
                              var valid0 = _errs26 === errors;
                            } else
                              var valid0 = !0;
                            if (valid0) {
                              if (data.entries_retrieved !== void 0) {
                                let data13 = data.entries_retrieved, _errs28 = errors;
                                if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)))
                                  return validate16.errors = [{ instancePath: instancePath + "/entries_retrieved", schemaPath: "#/properties/entries_retrieved/type", keyword: "type", params: { type: "integer" } }], !1;
                                if (errors === _errs28 && typeof data13 == "number" && isFinite(data13)) {
                                  if (data13 > 1e12 || isNaN(data13))
                                    return validate16.errors = [{ instancePath: instancePath + "/entries_retrieved", schemaPath: "#/properties/entries_retrieved/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                                  if (data13 < 0 || isNaN(data13))
                                    return validate16.errors = [{ instancePath: instancePath + "/entries_retrieved", schemaPath: "#/properties/entries_retrieved/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                }
                                var valid0 = _errs28 === errors;
                              } else
                                var valid0 = !0;
                              if (valid0) {
                                if (data.match_score !== void 0) {
                                  let data14 = data.match_score, _errs30 = errors;
                                  if (errors === _errs30)
                                    if (typeof data14 == "number" && isFinite(data14)) {
                                      if (data14 > 1e9 || isNaN(data14))
                                        return validate16.errors = [{ instancePath: instancePath + "/match_score", schemaPath: "#/properties/match_score/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 } }], !1;
                                      if (data14 < -1e9 || isNaN(data14))
                                        return validate16.errors = [{ instancePath: instancePath + "/match_score", schemaPath: "#/properties/match_score/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e9 } }], !1;
                                    } else
                                      return validate16.errors = [{ instancePath: instancePath + "/match_score", schemaPath: "#/properties/match_score/type", keyword: "type", params: { type: "number" } }], !1;
                                  var valid0 = _errs30 === errors;
                                } else
                                  var valid0 = !0;
                                if (valid0) {
                                  if (data.no_match !== void 0) {
                                    let _errs32 = errors;
                                    if (typeof data.no_match != "boolean")
                                      return validate16.errors = [{ instancePath: instancePath + "/no_match", schemaPath: "#/properties/no_match/type", keyword: "type", params: { type: "boolean" } }], !1;
                                    var valid0 = _errs32 === errors;
                                  } else
                                    var valid0 = !0;
                                  if (valid0) {
                                    if (data.success !== void 0) {
                                      let _errs34 = errors;
                                      if (typeof data.success != "boolean")
                                        return validate16.errors = [{ instancePath: instancePath + "/success", schemaPath: "#/properties/success/type", keyword: "type", params: { type: "boolean" } }], !1;
                                      var valid0 = _errs34 === errors;
                                    } else
                                      var valid0 = !0;
                                    if (valid0) {
                                      if (data.error_type !== void 0) {
                                        let data17 = data.error_type, _errs36 = errors;
                                        if (errors === _errs36)
                                          if (typeof data17 == "string") {
                                            if (data17.length > 1048576)
                                              return validate16.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                                          } else
                                            return validate16.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/type", keyword: "type", params: { type: "string" } }], !1;
                                        var valid0 = _errs36 === errors;
                                      } else
                                        var valid0 = !0;
                                      if (valid0) {
                                        if (data.model !== void 0) {
                                          let data18 = data.model, _errs38 = errors;
                                          if (errors === _errs38)
                                            if (typeof data18 == "string") {
                                              if (!pattern14.test(data18))
                                                return validate16.errors = [{ instancePath: instancePath + "/model", schemaPath: "#/properties/model/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,191}$" } }], !1;
                                            } else
                                              return validate16.errors = [{ instancePath: instancePath + "/model", schemaPath: "#/properties/model/type", keyword: "type", params: { type: "string" } }], !1;
                                          var valid0 = _errs38 === errors;
                                        } else
                                          var valid0 = !0;
                                        if (valid0) {
                                          if (data.input_tokens !== void 0) {
                                            let data19 = data.input_tokens, _errs40 = errors;
                                            if (!(typeof data19 == "number" && !(data19 % 1) && !isNaN(data19) && isFinite(data19)))
                                              return validate16.errors = [{ instancePath: instancePath + "/input_tokens", schemaPath: "#/properties/input_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                                            if (errors === _errs40 && typeof data19 == "number" && isFinite(data19)) {
                                              if (data19 > 1e12 || isNaN(data19))
                                                return validate16.errors = [{ instancePath: instancePath + "/input_tokens", schemaPath: "#/properties/input_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                                              if (data19 < 0 || isNaN(data19))
                                                return validate16.errors = [{ instancePath: instancePath + "/input_tokens", schemaPath: "#/properties/input_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                            }
                                            var valid0 = _errs40 === errors;
                                          } else
                                            var valid0 = !0;
                                          if (valid0) {
                                            if (data.output_tokens !== void 0) {
                                              let data20 = data.output_tokens, _errs42 = errors;
                                              if (!(typeof data20 == "number" && !(data20 % 1) && !isNaN(data20) && isFinite(data20)))
                                                return validate16.errors = [{ instancePath: instancePath + "/output_tokens", schemaPath: "#/properties/output_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                                              if (errors === _errs42 && typeof data20 == "number" && isFinite(data20)) {
                                                if (data20 > 1e12 || isNaN(data20))
                                                  return validate16.errors = [{ instancePath: instancePath + "/output_tokens", schemaPath: "#/properties/output_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                                                if (data20 < 0 || isNaN(data20))
                                                  return validate16.errors = [{ instancePath: instancePath + "/output_tokens", schemaPath: "#/properties/output_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                              }
                                              var valid0 = _errs42 === errors;
                                            } else
                                              var valid0 = !0;
                                            if (valid0) {
                                              if (data.cached_tokens !== void 0) {
                                                let data21 = data.cached_tokens, _errs44 = errors;
                                                if (!(typeof data21 == "number" && !(data21 % 1) && !isNaN(data21) && isFinite(data21)))
                                                  return validate16.errors = [{ instancePath: instancePath + "/cached_tokens", schemaPath: "#/properties/cached_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                                                if (errors === _errs44 && typeof data21 == "number" && isFinite(data21)) {
                                                  if (data21 > 1e12 || isNaN(data21))
                                                    return validate16.errors = [{ instancePath: instancePath + "/cached_tokens", schemaPath: "#/properties/cached_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                                                  if (data21 < 0 || isNaN(data21))
                                                    return validate16.errors = [{ instancePath: instancePath + "/cached_tokens", schemaPath: "#/properties/cached_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                                }
                                                var valid0 = _errs44 === errors;
                                              } else
                                                var valid0 = !0;
                                              if (valid0)
                                                if (data.cost_usd !== void 0) {
                                                  let data22 = data.cost_usd, _errs46 = errors;
                                                  if (errors === _errs46)
                                                    if (typeof data22 == "number" && isFinite(data22)) {
                                                      if (data22 > 1e9 || isNaN(data22))
                                                        return validate16.errors = [{ instancePath: instancePath + "/cost_usd", schemaPath: "#/properties/cost_usd/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 } }], !1;
                                                      if (data22 < 0 || isNaN(data22))
                                                        return validate16.errors = [{ instancePath: instancePath + "/cost_usd", schemaPath: "#/properties/cost_usd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                                    } else
                                                      return validate16.errors = [{ instancePath: instancePath + "/cost_usd", schemaPath: "#/properties/cost_usd/type", keyword: "type", params: { type: "number" } }], !1;
                                                  var valid0 = _errs46 === errors;
                                                } else
                                                  var valid0 = !0;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate16.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate16.errors = vErrors, errors === 0;
}
var event_feedback = validate17;
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.rating !== void 0) {
        let data0 = data.rating, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "number" && isFinite(data0)) {
            if (data0 > 1e9 || isNaN(data0))
              return validate17.errors = [{ instancePath: instancePath + "/rating", schemaPath: "#/properties/rating/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 } }], !1;
            if (data0 < -1e9 || isNaN(data0))
              return validate17.errors = [{ instancePath: instancePath + "/rating", schemaPath: "#/properties/rating/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e9 } }], !1;
          } else
            return validate17.errors = [{ instancePath: instancePath + "/rating", schemaPath: "#/properties/rating/type", keyword: "type", params: { type: "number" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.comment !== void 0) {
          let data1 = data.comment, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate17.errors = [{ instancePath: instancePath + "/comment", schemaPath: "#/properties/comment/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate17.errors = [{ instancePath: instancePath + "/comment", schemaPath: "#/properties/comment/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.target_id !== void 0) {
            let data2 = data.target_id, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (!pattern3.test(data2))
                  return validate17.errors = [{ instancePath: instancePath + "/target_id", schemaPath: "#/properties/target_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
              } else
                return validate17.errors = [{ instancePath: instancePath + "/target_id", schemaPath: "#/properties/target_id/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate17.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate17.errors = vErrors, errors === 0;
}
var event_widget_loaded = validate18;
function validate18(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate18.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate18.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate18.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate18.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate18.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate18.errors = vErrors, errors === 0;
}
var event_bubble_opened = validate19;
function validate19(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate19.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate19.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate19.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate19.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate19.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate19.errors = vErrors, errors === 0;
}
var event_bubble_closed = validate20;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate20.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate20.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate20.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate20.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate20.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate20.errors = vErrors, errors === 0;
}
var event_suggestion_clicked = validate21;
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate21.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate21.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate21.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate21.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate21.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate21.errors = vErrors, errors === 0;
}
var event_cta_clicked = validate22;
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate22.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate22.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate22.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate22.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate22.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate22.errors = vErrors, errors === 0;
}
var event_rate_limited = validate23;
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate23.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate23.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate23.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate23.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.message_number !== void 0) {
            let data2 = data.message_number, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate23.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/type", keyword: "type", params: { type: "integer" } }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 1e12 || isNaN(data2))
                return validate23.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
              if (data2 < 0 || isNaN(data2))
                return validate23.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.error_type !== void 0) {
              let data3 = data.error_type, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (data3.length > 1048576)
                    return validate23.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                } else
                  return validate23.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate23.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate23.errors = vErrors, errors === 0;
}
var event_message_sent = validate24;
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.label !== void 0) {
        let data0 = data.label, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate24.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate24.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.target !== void 0) {
          let data1 = data.target, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate24.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate24.errors = [{ instancePath: instancePath + "/target", schemaPath: "#/properties/target/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.message_number !== void 0) {
            let data2 = data.message_number, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate24.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/type", keyword: "type", params: { type: "integer" } }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 1e12 || isNaN(data2))
                return validate24.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
              if (data2 < 0 || isNaN(data2))
                return validate24.errors = [{ instancePath: instancePath + "/message_number", schemaPath: "#/properties/message_number/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.topic !== void 0) {
              let data3 = data.topic, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (data3.length > 1048576)
                    return validate24.errors = [{ instancePath: instancePath + "/topic", schemaPath: "#/properties/topic/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                } else
                  return validate24.errors = [{ instancePath: instancePath + "/topic", schemaPath: "#/properties/topic/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.entries_retrieved !== void 0) {
                let data4 = data.entries_retrieved, _errs9 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                  return validate24.errors = [{ instancePath: instancePath + "/entries_retrieved", schemaPath: "#/properties/entries_retrieved/type", keyword: "type", params: { type: "integer" } }], !1;
                if (errors === _errs9 && typeof data4 == "number" && isFinite(data4)) {
                  if (data4 > 1e12 || isNaN(data4))
                    return validate24.errors = [{ instancePath: instancePath + "/entries_retrieved", schemaPath: "#/properties/entries_retrieved/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                  if (data4 < 0 || isNaN(data4))
                    return validate24.errors = [{ instancePath: instancePath + "/entries_retrieved", schemaPath: "#/properties/entries_retrieved/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                }
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.response_length !== void 0) {
                  let data5 = data.response_length, _errs11 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)))
                    return validate24.errors = [{ instancePath: instancePath + "/response_length", schemaPath: "#/properties/response_length/type", keyword: "type", params: { type: "integer" } }], !1;
                  if (errors === _errs11 && typeof data5 == "number" && isFinite(data5)) {
                    if (data5 > 1e12 || isNaN(data5))
                      return validate24.errors = [{ instancePath: instancePath + "/response_length", schemaPath: "#/properties/response_length/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                    if (data5 < 0 || isNaN(data5))
                      return validate24.errors = [{ instancePath: instancePath + "/response_length", schemaPath: "#/properties/response_length/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                  }
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.success !== void 0) {
                    let _errs13 = errors;
                    if (typeof data.success != "boolean")
                      return validate24.errors = [{ instancePath: instancePath + "/success", schemaPath: "#/properties/success/type", keyword: "type", params: { type: "boolean" } }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.processing_time_ms !== void 0) {
                      let data7 = data.processing_time_ms, _errs15 = errors;
                      if (errors === _errs15)
                        if (typeof data7 == "number" && isFinite(data7)) {
                          if (data7 > 315576e6 || isNaN(data7))
                            return validate24.errors = [{ instancePath: instancePath + "/processing_time_ms", schemaPath: "#/properties/processing_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                          if (data7 < 0 || isNaN(data7))
                            return validate24.errors = [{ instancePath: instancePath + "/processing_time_ms", schemaPath: "#/properties/processing_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                        } else
                          return validate24.errors = [{ instancePath: instancePath + "/processing_time_ms", schemaPath: "#/properties/processing_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
                      var valid0 = _errs15 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.retrieval_time_ms !== void 0) {
                        let data8 = data.retrieval_time_ms, _errs17 = errors;
                        if (errors === _errs17)
                          if (typeof data8 == "number" && isFinite(data8)) {
                            if (data8 > 315576e6 || isNaN(data8))
                              return validate24.errors = [{ instancePath: instancePath + "/retrieval_time_ms", schemaPath: "#/properties/retrieval_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                            if (data8 < 0 || isNaN(data8))
                              return validate24.errors = [{ instancePath: instancePath + "/retrieval_time_ms", schemaPath: "#/properties/retrieval_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                          } else
                            return validate24.errors = [{ instancePath: instancePath + "/retrieval_time_ms", schemaPath: "#/properties/retrieval_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
                        var valid0 = _errs17 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.generation_time_ms !== void 0) {
                          let data9 = data.generation_time_ms, _errs19 = errors;
                          if (errors === _errs19)
                            if (typeof data9 == "number" && isFinite(data9)) {
                              if (data9 > 315576e6 || isNaN(data9))
                                return validate24.errors = [{ instancePath: instancePath + "/generation_time_ms", schemaPath: "#/properties/generation_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                              if (data9 < 0 || isNaN(data9))
                                return validate24.errors = [{ instancePath: instancePath + "/generation_time_ms", schemaPath: "#/properties/generation_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                            } else
                              return validate24.errors = [{ instancePath: instancePath + "/generation_time_ms", schemaPath: "#/properties/generation_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
                          var valid0 = _errs19 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.match_score !== void 0) {
                            let data10 = data.match_score, _errs21 = errors;
                            if (errors === _errs21)
                              if (typeof data10 == "number" && isFinite(data10)) {
                                if (data10 > 1e9 || isNaN(data10))
                                  return validate24.errors = [{ instancePath: instancePath + "/match_score", schemaPath: "#/properties/match_score/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 } }], !1;
                                if (data10 < -1e9 || isNaN(data10))
                                  return validate24.errors = [{ instancePath: instancePath + "/match_score", schemaPath: "#/properties/match_score/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1e9 } }], !1;
                              } else
                                return validate24.errors = [{ instancePath: instancePath + "/match_score", schemaPath: "#/properties/match_score/type", keyword: "type", params: { type: "number" } }], !1;
                            var valid0 = _errs21 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0) {
                            if (data.no_match !== void 0) {
                              let _errs23 = errors;
                              if (typeof data.no_match != "boolean")
                                return validate24.errors = [{ instancePath: instancePath + "/no_match", schemaPath: "#/properties/no_match/type", keyword: "type", params: { type: "boolean" } }], !1;
                              var valid0 = _errs23 === errors;
                            } else
                              var valid0 = !0;
                            if (valid0)
                              if (data.error_type !== void 0) {
                                let data12 = data.error_type, _errs25 = errors;
                                if (errors === _errs25)
                                  if (typeof data12 == "string") {
                                    if (data12.length > 1048576)
                                      return validate24.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                                  } else
                                    return validate24.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/type", keyword: "type", params: { type: "string" } }], !1;
                                var valid0 = _errs25 === errors;
                              } else
                                var valid0 = !0;
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate24.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate24.errors = vErrors, errors === 0;
}
var event_vendor_call = validate25;
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.vendor === void 0 && (missing0 = "vendor"))
        return validate25.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.vendor !== void 0) {
        let data0 = data.vendor, _errs1 = errors;
        if (errors === _errs1)
          if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
            let missing1;
            if (data0.name === void 0 && (missing1 = "name"))
              return validate25.errors = [{ instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/required", keyword: "required", params: { missingProperty: missing1 } }], !1;
            if (data0.name !== void 0) {
              let data1 = data0.name, _errs3 = errors;
              if (errors === _errs3)
                if (typeof data1 == "string") {
                  if (data1.length > 1048576)
                    return validate25.errors = [{ instancePath: instancePath + "/vendor/name", schemaPath: "#/properties/vendor/properties/name/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                } else
                  return validate25.errors = [{ instancePath: instancePath + "/vendor/name", schemaPath: "#/properties/vendor/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
              var valid1 = _errs3 === errors;
            } else
              var valid1 = !0;
            if (valid1) {
              if (data0.operation !== void 0) {
                let data2 = data0.operation, _errs5 = errors;
                if (errors === _errs5)
                  if (typeof data2 == "string") {
                    if (data2.length > 1048576)
                      return validate25.errors = [{ instancePath: instancePath + "/vendor/operation", schemaPath: "#/properties/vendor/properties/operation/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                  } else
                    return validate25.errors = [{ instancePath: instancePath + "/vendor/operation", schemaPath: "#/properties/vendor/properties/operation/type", keyword: "type", params: { type: "string" } }], !1;
                var valid1 = _errs5 === errors;
              } else
                var valid1 = !0;
              if (valid1) {
                if (data0.http_status !== void 0) {
                  let data3 = data0.http_status, _errs7 = errors;
                  if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                    return validate25.errors = [{ instancePath: instancePath + "/vendor/http_status", schemaPath: "#/properties/vendor/properties/http_status/type", keyword: "type", params: { type: "integer" } }], !1;
                  if (errors === _errs7 && typeof data3 == "number" && isFinite(data3)) {
                    if (data3 > 999 || isNaN(data3))
                      return validate25.errors = [{ instancePath: instancePath + "/vendor/http_status", schemaPath: "#/properties/vendor/properties/http_status/maximum", keyword: "maximum", params: { comparison: "<=", limit: 999 } }], !1;
                    if (data3 < 0 || isNaN(data3))
                      return validate25.errors = [{ instancePath: instancePath + "/vendor/http_status", schemaPath: "#/properties/vendor/properties/http_status/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                  }
                  var valid1 = _errs7 === errors;
                } else
                  var valid1 = !0;
                if (valid1)
                  if (data0.retry_count !== void 0) {
                    let data4 = data0.retry_count, _errs9 = errors;
                    if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                      return validate25.errors = [{ instancePath: instancePath + "/vendor/retry_count", schemaPath: "#/properties/vendor/properties/retry_count/type", keyword: "type", params: { type: "integer" } }], !1;
                    if (errors === _errs9 && typeof data4 == "number" && isFinite(data4)) {
                      if (data4 > 1e12 || isNaN(data4))
                        return validate25.errors = [{ instancePath: instancePath + "/vendor/retry_count", schemaPath: "#/properties/vendor/properties/retry_count/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                      if (data4 < 0 || isNaN(data4))
                        return validate25.errors = [{ instancePath: instancePath + "/vendor/retry_count", schemaPath: "#/properties/vendor/properties/retry_count/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                    }
                    var valid1 = _errs9 === errors;
                  } else
                    var valid1 = !0;
              }
            }
          } else
            return validate25.errors = [{ instancePath: instancePath + "/vendor", schemaPath: "#/properties/vendor/type", keyword: "type", params: { type: "object" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.latency_ms !== void 0) {
          let data5 = data.latency_ms, _errs11 = errors;
          if (errors === _errs11)
            if (typeof data5 == "number" && isFinite(data5)) {
              if (data5 > 315576e6 || isNaN(data5))
                return validate25.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
              if (data5 < 0 || isNaN(data5))
                return validate25.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            } else
              return validate25.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/type", keyword: "type", params: { type: "number" } }], !1;
          var valid0 = _errs11 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.result !== void 0) {
            let data6 = data.result, _errs13 = errors;
            if (errors === _errs13)
              if (typeof data6 == "string") {
                if (data6.length > 1048576)
                  return validate25.errors = [{ instancePath: instancePath + "/result", schemaPath: "#/properties/result/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate25.errors = [{ instancePath: instancePath + "/result", schemaPath: "#/properties/result/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs13 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.streaming !== void 0) {
              let _errs15 = errors;
              if (typeof data.streaming != "boolean")
                return validate25.errors = [{ instancePath: instancePath + "/streaming", schemaPath: "#/properties/streaming/type", keyword: "type", params: { type: "boolean" } }], !1;
              var valid0 = _errs15 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.time_to_first_token_ms !== void 0) {
                let data8 = data.time_to_first_token_ms, _errs17 = errors;
                if (errors === _errs17)
                  if (typeof data8 == "number" && isFinite(data8)) {
                    if (data8 > 315576e6 || isNaN(data8))
                      return validate25.errors = [{ instancePath: instancePath + "/time_to_first_token_ms", schemaPath: "#/properties/time_to_first_token_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                    if (data8 < 0 || isNaN(data8))
                      return validate25.errors = [{ instancePath: instancePath + "/time_to_first_token_ms", schemaPath: "#/properties/time_to_first_token_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                  } else
                    return validate25.errors = [{ instancePath: instancePath + "/time_to_first_token_ms", schemaPath: "#/properties/time_to_first_token_ms/type", keyword: "type", params: { type: "number" } }], !1;
                var valid0 = _errs17 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.error_type !== void 0) {
                  let data9 = data.error_type, _errs19 = errors;
                  if (errors === _errs19)
                    if (typeof data9 == "string") {
                      if (data9.length > 1048576)
                        return validate25.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                    } else
                      return validate25.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs19 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.model !== void 0) {
                    let data10 = data.model, _errs21 = errors;
                    if (errors === _errs21)
                      if (typeof data10 == "string") {
                        if (!pattern14.test(data10))
                          return validate25.errors = [{ instancePath: instancePath + "/model", schemaPath: "#/properties/model/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,191}$" } }], !1;
                      } else
                        return validate25.errors = [{ instancePath: instancePath + "/model", schemaPath: "#/properties/model/type", keyword: "type", params: { type: "string" } }], !1;
                    var valid0 = _errs21 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.input_tokens !== void 0) {
                      let data11 = data.input_tokens, _errs23 = errors;
                      if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11) && isFinite(data11)))
                        return validate25.errors = [{ instancePath: instancePath + "/input_tokens", schemaPath: "#/properties/input_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                      if (errors === _errs23 && typeof data11 == "number" && isFinite(data11)) {
                        if (data11 > 1e12 || isNaN(data11))
                          return validate25.errors = [{ instancePath: instancePath + "/input_tokens", schemaPath: "#/properties/input_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                        if (data11 < 0 || isNaN(data11))
                          return validate25.errors = [{ instancePath: instancePath + "/input_tokens", schemaPath: "#/properties/input_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                      }
                      var valid0 = _errs23 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.output_tokens !== void 0) {
                        let data12 = data.output_tokens, _errs25 = errors;
                        if (!(typeof data12 == "number" && !(data12 % 1) && !isNaN(data12) && isFinite(data12)))
                          return validate25.errors = [{ instancePath: instancePath + "/output_tokens", schemaPath: "#/properties/output_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                        if (errors === _errs25 && typeof data12 == "number" && isFinite(data12)) {
                          if (data12 > 1e12 || isNaN(data12))
                            return validate25.errors = [{ instancePath: instancePath + "/output_tokens", schemaPath: "#/properties/output_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                          if (data12 < 0 || isNaN(data12))
                            return validate25.errors = [{ instancePath: instancePath + "/output_tokens", schemaPath: "#/properties/output_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                        }
                        var valid0 = _errs25 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.cached_tokens !== void 0) {
                          let data13 = data.cached_tokens, _errs27 = errors;
                          if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)))
                            return validate25.errors = [{ instancePath: instancePath + "/cached_tokens", schemaPath: "#/properties/cached_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                          if (errors === _errs27 && typeof data13 == "number" && isFinite(data13)) {
                            if (data13 > 1e12 || isNaN(data13))
                              return validate25.errors = [{ instancePath: instancePath + "/cached_tokens", schemaPath: "#/properties/cached_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                            if (data13 < 0 || isNaN(data13))
                              return validate25.errors = [{ instancePath: instancePath + "/cached_tokens", schemaPath: "#/properties/cached_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                          }
                          var valid0 = _errs27 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.reasoning_tokens !== void 0) {
                            let data14 = data.reasoning_tokens, _errs29 = errors;
                            if (!(typeof data14 == "number" && !(data14 % 1) && !isNaN(data14) && isFinite(data14)))
                              return validate25.errors = [{ instancePath: instancePath + "/reasoning_tokens", schemaPath: "#/properties/reasoning_tokens/type", keyword: "type", params: { type: "integer" } }], !1;
                            if (errors === _errs29 && typeof data14 == "number" && isFinite(data14)) {
                              if (data14 > 1e12 || isNaN(data14))
                                return validate25.errors = [{ instancePath: instancePath + "/reasoning_tokens", schemaPath: "#/properties/reasoning_tokens/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                              if (data14 < 0 || isNaN(data14))
                                return validate25.errors = [{ instancePath: instancePath + "/reasoning_tokens", schemaPath: "#/properties/reasoning_tokens/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                            }
                            var valid0 = _errs29 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0)
                            if (data.cost_usd !== void 0) {
                              let data15 = data.cost_usd, _errs31 = errors;
                              if (errors === _errs31)
                                if (typeof data15 == "number" && isFinite(data15)) {
                                  if (data15 > 1e9 || isNaN(data15))
                                    return validate25.errors = [{ instancePath: instancePath + "/cost_usd", schemaPath: "#/properties/cost_usd/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e9 } }], !1;
                                  if (data15 < 0 || isNaN(data15))
                                    return validate25.errors = [{ instancePath: instancePath + "/cost_usd", schemaPath: "#/properties/cost_usd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                                } else
                                  return validate25.errors = [{ instancePath: instancePath + "/cost_usd", schemaPath: "#/properties/cost_usd/type", keyword: "type", params: { type: "number" } }], !1;
                              var valid0 = _errs31 === errors;
                            } else
                              var valid0 = !0;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate25.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate25.errors = vErrors, errors === 0;
}
var event_decision = validate26;
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.decision !== void 0) {
        let data0 = data.decision, _errs1 = errors;
        if (errors === _errs1)
          if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
            if (data0.primary_intent !== void 0) {
              let data1 = data0.primary_intent, _errs3 = errors;
              if (errors === _errs3)
                if (typeof data1 == "string") {
                  if (data1.length > 1048576)
                    return validate26.errors = [{ instancePath: instancePath + "/decision/primary_intent", schemaPath: "#/properties/decision/properties/primary_intent/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                } else
                  return validate26.errors = [{ instancePath: instancePath + "/decision/primary_intent", schemaPath: "#/properties/decision/properties/primary_intent/type", keyword: "type", params: { type: "string" } }], !1;
              var valid1 = _errs3 === errors;
            } else
              var valid1 = !0;
            if (valid1) {
              if (data0.department !== void 0) {
                let data2 = data0.department, _errs5 = errors;
                if (errors === _errs5)
                  if (typeof data2 == "string") {
                    if (data2.length > 1048576)
                      return validate26.errors = [{ instancePath: instancePath + "/decision/department", schemaPath: "#/properties/decision/properties/department/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                  } else
                    return validate26.errors = [{ instancePath: instancePath + "/decision/department", schemaPath: "#/properties/decision/properties/department/type", keyword: "type", params: { type: "string" } }], !1;
                var valid1 = _errs5 === errors;
              } else
                var valid1 = !0;
              if (valid1) {
                if (data0.tier !== void 0) {
                  let data3 = data0.tier, _errs7 = errors;
                  if (errors === _errs7)
                    if (typeof data3 == "string") {
                      if (data3.length > 1048576)
                        return validate26.errors = [{ instancePath: instancePath + "/decision/tier", schemaPath: "#/properties/decision/properties/tier/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                    } else
                      return validate26.errors = [{ instancePath: instancePath + "/decision/tier", schemaPath: "#/properties/decision/properties/tier/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid1 = _errs7 === errors;
                } else
                  var valid1 = !0;
                if (valid1) {
                  if (data0.template_id !== void 0) {
                    let data4 = data0.template_id, _errs9 = errors;
                    if (errors === _errs9)
                      if (typeof data4 == "string") {
                        if (data4.length > 1048576)
                          return validate26.errors = [{ instancePath: instancePath + "/decision/template_id", schemaPath: "#/properties/decision/properties/template_id/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                      } else
                        return validate26.errors = [{ instancePath: instancePath + "/decision/template_id", schemaPath: "#/properties/decision/properties/template_id/type", keyword: "type", params: { type: "string" } }], !1;
                    var valid1 = _errs9 === errors;
                  } else
                    var valid1 = !0;
                  if (valid1)
                    if (data0.confidence !== void 0) {
                      let data5 = data0.confidence, _errs11 = errors;
                      if (errors === _errs11)
                        if (typeof data5 == "number" && isFinite(data5)) {
                          if (data5 > 1 || isNaN(data5))
                            return validate26.errors = [{ instancePath: instancePath + "/decision/confidence", schemaPath: "#/properties/decision/properties/confidence/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1 } }], !1;
                          if (data5 < 0 || isNaN(data5))
                            return validate26.errors = [{ instancePath: instancePath + "/decision/confidence", schemaPath: "#/properties/decision/properties/confidence/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                        } else
                          return validate26.errors = [{ instancePath: instancePath + "/decision/confidence", schemaPath: "#/properties/decision/properties/confidence/type", keyword: "type", params: { type: "number" } }], !1;
                      var valid1 = _errs11 === errors;
                    } else
                      var valid1 = !0;
                }
              }
            }
          } else
            return validate26.errors = [{ instancePath: instancePath + "/decision", schemaPath: "#/properties/decision/type", keyword: "type", params: { type: "object" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.step !== void 0) {
          let data6 = data.step, _errs13 = errors;
          if (errors === _errs13)
            if (typeof data6 == "string") {
              if (data6.length > 1048576)
                return validate26.errors = [{ instancePath: instancePath + "/step", schemaPath: "#/properties/step/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate26.errors = [{ instancePath: instancePath + "/step", schemaPath: "#/properties/step/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs13 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.result !== void 0) {
            let data7 = data.result, _errs15 = errors;
            if (errors === _errs15)
              if (typeof data7 == "string") {
                if (data7.length > 1048576)
                  return validate26.errors = [{ instancePath: instancePath + "/result", schemaPath: "#/properties/result/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate26.errors = [{ instancePath: instancePath + "/result", schemaPath: "#/properties/result/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs15 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.latency_ms !== void 0) {
              let data8 = data.latency_ms, _errs17 = errors;
              if (errors === _errs17)
                if (typeof data8 == "number" && isFinite(data8)) {
                  if (data8 > 315576e6 || isNaN(data8))
                    return validate26.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                  if (data8 < 0 || isNaN(data8))
                    return validate26.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                } else
                  return validate26.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/type", keyword: "type", params: { type: "number" } }], !1;
              var valid0 = _errs17 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate26.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate26.errors = vErrors, errors === 0;
}
var event_override = validate27;
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.override_type !== void 0) {
        let data0 = data.override_type, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate27.errors = [{ instancePath: instancePath + "/override_type", schemaPath: "#/properties/override_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate27.errors = [{ instancePath: instancePath + "/override_type", schemaPath: "#/properties/override_type/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.label !== void 0) {
          let data1 = data.label, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate27.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate27.errors = [{ instancePath: instancePath + "/label", schemaPath: "#/properties/label/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.from_department !== void 0) {
            let data2 = data.from_department, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate27.errors = [{ instancePath: instancePath + "/from_department", schemaPath: "#/properties/from_department/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate27.errors = [{ instancePath: instancePath + "/from_department", schemaPath: "#/properties/from_department/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.to_department !== void 0) {
              let data3 = data.to_department, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (data3.length > 1048576)
                    return validate27.errors = [{ instancePath: instancePath + "/to_department", schemaPath: "#/properties/to_department/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                } else
                  return validate27.errors = [{ instancePath: instancePath + "/to_department", schemaPath: "#/properties/to_department/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.agent !== void 0) {
                let data4 = data.agent, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (data4.length > 1024)
                      return validate27.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/maxLength", keyword: "maxLength", params: { limit: 1024 } }], !1;
                    if (data4.length < 1)
                      return validate27.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/minLength", keyword: "minLength", params: { limit: 1 } }], !1;
                  } else
                    return validate27.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate27.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate27.errors = vErrors, errors === 0;
}
var event_automation_outcome = validate28;
var pattern17 = func2("^(?:sent|blocked|failed)$", "");
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.outcome === void 0 && (missing0 = "outcome"))
        return validate28.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.outcome !== void 0) {
        let data0 = data.outcome, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern17.test(data0))
              return validate28.errors = [{ instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/pattern", keyword: "pattern", params: { pattern: "^(?:sent|blocked|failed)$" } }], !1;
          } else
            return validate28.errors = [{ instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.template_id !== void 0) {
          let data1 = data.template_id, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate28.errors = [{ instancePath: instancePath + "/template_id", schemaPath: "#/properties/template_id/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate28.errors = [{ instancePath: instancePath + "/template_id", schemaPath: "#/properties/template_id/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.block_reason !== void 0) {
            let data2 = data.block_reason, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate28.errors = [{ instancePath: instancePath + "/block_reason", schemaPath: "#/properties/block_reason/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate28.errors = [{ instancePath: instancePath + "/block_reason", schemaPath: "#/properties/block_reason/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate28.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate28.errors = vErrors, errors === 0;
}
var event_step = validate29;
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.name === void 0 && (missing0 = "name"))
        return validate29.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.name !== void 0) {
        let data0 = data.name, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate29.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate29.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.step !== void 0) {
          let data1 = data.step, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate29.errors = [{ instancePath: instancePath + "/step", schemaPath: "#/properties/step/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate29.errors = [{ instancePath: instancePath + "/step", schemaPath: "#/properties/step/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.result !== void 0) {
            let data2 = data.result, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate29.errors = [{ instancePath: instancePath + "/result", schemaPath: "#/properties/result/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate29.errors = [{ instancePath: instancePath + "/result", schemaPath: "#/properties/result/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.latency_ms !== void 0) {
              let data3 = data.latency_ms, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 315576e6 || isNaN(data3))
                    return validate29.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                  if (data3 < 0 || isNaN(data3))
                    return validate29.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                } else
                  return validate29.errors = [{ instancePath: instancePath + "/latency_ms", schemaPath: "#/properties/latency_ms/type", keyword: "type", params: { type: "number" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.department !== void 0) {
                let data4 = data.department, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (data4.length > 1048576)
                      return validate29.errors = [{ instancePath: instancePath + "/department", schemaPath: "#/properties/department/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                  } else
                    return validate29.errors = [{ instancePath: instancePath + "/department", schemaPath: "#/properties/department/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.error_type !== void 0) {
                  let data5 = data.error_type, _errs11 = errors;
                  if (errors === _errs11)
                    if (typeof data5 == "string") {
                      if (data5.length > 1048576)
                        return validate29.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                    } else
                      return validate29.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/type", keyword: "type", params: { type: "string" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate29.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate29.errors = vErrors, errors === 0;
}
var event_ticket = validate30;
var pattern18 = func2("^(?:opened|replied|resolved|reopened)$", "");
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.ticket_id === void 0 && (missing0 = "ticket_id"))
        return validate30.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.status !== void 0) {
        let data0 = data.status, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern18.test(data0))
              return validate30.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/pattern", keyword: "pattern", params: { pattern: "^(?:opened|replied|resolved|reopened)$" } }], !1;
          } else
            return validate30.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.department !== void 0) {
          let data1 = data.department, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate30.errors = [{ instancePath: instancePath + "/department", schemaPath: "#/properties/department/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate30.errors = [{ instancePath: instancePath + "/department", schemaPath: "#/properties/department/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.opened_at !== void 0) {
            let data2 = data.opened_at, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (!pattern1.test(data2))
                  return validate30.errors = [{ instancePath: instancePath + "/opened_at", schemaPath: "#/properties/opened_at/pattern", keyword: "pattern", params: { pattern: "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$" } }], !1;
              } else
                return validate30.errors = [{ instancePath: instancePath + "/opened_at", schemaPath: "#/properties/opened_at/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.first_reply_at !== void 0) {
              let data3 = data.first_reply_at, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (!pattern1.test(data3))
                    return validate30.errors = [{ instancePath: instancePath + "/first_reply_at", schemaPath: "#/properties/first_reply_at/pattern", keyword: "pattern", params: { pattern: "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$" } }], !1;
                } else
                  return validate30.errors = [{ instancePath: instancePath + "/first_reply_at", schemaPath: "#/properties/first_reply_at/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.resolved_at !== void 0) {
                let data4 = data.resolved_at, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (!pattern1.test(data4))
                      return validate30.errors = [{ instancePath: instancePath + "/resolved_at", schemaPath: "#/properties/resolved_at/pattern", keyword: "pattern", params: { pattern: "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$" } }], !1;
                  } else
                    return validate30.errors = [{ instancePath: instancePath + "/resolved_at", schemaPath: "#/properties/resolved_at/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate30.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate30.errors = vErrors, errors === 0;
}
var event_request = validate31;
var pattern22 = func2("^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)$", "");
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.path !== void 0) {
        let data0 = data.path, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate31.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate31.errors = [{ instancePath: instancePath + "/path", schemaPath: "#/properties/path/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.method !== void 0) {
          let data1 = data.method, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern22.test(data1))
                return validate31.errors = [{ instancePath: instancePath + "/method", schemaPath: "#/properties/method/pattern", keyword: "pattern", params: { pattern: "^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)$" } }], !1;
            } else
              return validate31.errors = [{ instancePath: instancePath + "/method", schemaPath: "#/properties/method/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.status_code !== void 0) {
            let data2 = data.status_code, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate31.errors = [{ instancePath: instancePath + "/status_code", schemaPath: "#/properties/status_code/type", keyword: "type", params: { type: "integer" } }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 999 || isNaN(data2))
                return validate31.errors = [{ instancePath: instancePath + "/status_code", schemaPath: "#/properties/status_code/maximum", keyword: "maximum", params: { comparison: "<=", limit: 999 } }], !1;
              if (data2 < 0 || isNaN(data2))
                return validate31.errors = [{ instancePath: instancePath + "/status_code", schemaPath: "#/properties/status_code/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.response_time_ms !== void 0) {
              let data3 = data.response_time_ms, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 315576e6 || isNaN(data3))
                    return validate31.errors = [{ instancePath: instancePath + "/response_time_ms", schemaPath: "#/properties/response_time_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                  if (data3 < 0 || isNaN(data3))
                    return validate31.errors = [{ instancePath: instancePath + "/response_time_ms", schemaPath: "#/properties/response_time_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                } else
                  return validate31.errors = [{ instancePath: instancePath + "/response_time_ms", schemaPath: "#/properties/response_time_ms/type", keyword: "type", params: { type: "number" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.module !== void 0) {
                let data4 = data.module, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (data4.length > 1048576)
                      return validate31.errors = [{ instancePath: instancePath + "/module", schemaPath: "#/properties/module/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                  } else
                    return validate31.errors = [{ instancePath: instancePath + "/module", schemaPath: "#/properties/module/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.asset_types !== void 0) {
                  let data5 = data.asset_types, _errs11 = errors;
                  if (errors === _errs11)
                    if (Array.isArray(data5)) {
                      if (data5.length > 50)
                        return validate31.errors = [{ instancePath: instancePath + "/asset_types", schemaPath: "#/properties/asset_types/maxItems", keyword: "maxItems", params: { limit: 50 } }], !1;
                      {
                        var valid1 = !0;
                        let len0 = data5.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          let data6 = data5[i0], _errs13 = errors;
                          if (errors === _errs13)
                            if (typeof data6 == "string") {
                              if (data6.length > 1048576)
                                return validate31.errors = [{ instancePath: instancePath + "/asset_types/" + i0, schemaPath: "#/properties/asset_types/items/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                            } else
                              return validate31.errors = [{ instancePath: instancePath + "/asset_types/" + i0, schemaPath: "#/properties/asset_types/items/type", keyword: "type", params: { type: "string" } }], !1;
                          var valid1 = _errs13 === errors;
                          if (!valid1)
                            break;
                        }
                      }
                    } else
                      return validate31.errors = [{ instancePath: instancePath + "/asset_types", schemaPath: "#/properties/asset_types/type", keyword: "type", params: { type: "array" } }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0)
                  if (data.site_tokens !== void 0) {
                    let data7 = data.site_tokens, _errs15 = errors;
                    if (errors === _errs15)
                      if (Array.isArray(data7)) {
                        if (data7.length > 50)
                          return validate31.errors = [{ instancePath: instancePath + "/site_tokens", schemaPath: "#/properties/site_tokens/maxItems", keyword: "maxItems", params: { limit: 50 } }], !1;
                        {
                          var valid2 = !0;
                          let len1 = data7.length;
                          for (let i1 = 0; i1 < len1; i1++) {
                            let data8 = data7[i1], _errs17 = errors;
                            if (errors === _errs17)
                              if (typeof data8 == "string") {
                                if (data8.length > 1048576)
                                  return validate31.errors = [{ instancePath: instancePath + "/site_tokens/" + i1, schemaPath: "#/properties/site_tokens/items/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                              } else
                                return validate31.errors = [{ instancePath: instancePath + "/site_tokens/" + i1, schemaPath: "#/properties/site_tokens/items/type", keyword: "type", params: { type: "string" } }], !1;
                            var valid2 = _errs17 === errors;
                            if (!valid2)
                              break;
                          }
                        }
                      } else
                        return validate31.errors = [{ instancePath: instancePath + "/site_tokens", schemaPath: "#/properties/site_tokens/type", keyword: "type", params: { type: "array" } }], !1;
                    var valid0 = _errs15 === errors;
                  } else
                    var valid0 = !0;
              }
            }
          }
        }
      }
    } else
      return validate31.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate31.errors = vErrors, errors === 0;
}
var event_error = validate32;
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.error_type !== void 0) {
        let data0 = data.error_type, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate32.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate32.errors = [{ instancePath: instancePath + "/error_type", schemaPath: "#/properties/error_type/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.error_message !== void 0) {
          let data1 = data.error_message, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate32.errors = [{ instancePath: instancePath + "/error_message", schemaPath: "#/properties/error_message/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate32.errors = [{ instancePath: instancePath + "/error_message", schemaPath: "#/properties/error_message/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.operation !== void 0) {
            let data2 = data.operation, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate32.errors = [{ instancePath: instancePath + "/operation", schemaPath: "#/properties/operation/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate32.errors = [{ instancePath: instancePath + "/operation", schemaPath: "#/properties/operation/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate32.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate32.errors = vErrors, errors === 0;
}
var event_workflow_run = validate33;
var pattern24 = func2("^(?:success|failure|cancelled|timed_out|skipped)$", "");
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.status === void 0 && (missing0 = "status"))
        return validate33.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.workflow !== void 0) {
        let data0 = data.workflow, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate33.errors = [{ instancePath: instancePath + "/workflow", schemaPath: "#/properties/workflow/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate33.errors = [{ instancePath: instancePath + "/workflow", schemaPath: "#/properties/workflow/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.run_id !== void 0) {
          let data1 = data.run_id, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern3.test(data1))
                return validate33.errors = [{ instancePath: instancePath + "/run_id", schemaPath: "#/properties/run_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
            } else
              return validate33.errors = [{ instancePath: instancePath + "/run_id", schemaPath: "#/properties/run_id/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.service !== void 0) {
            let data2 = data.service, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate33.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate33.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.status !== void 0) {
              let data3 = data.status, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (!pattern24.test(data3))
                    return validate33.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/pattern", keyword: "pattern", params: { pattern: "^(?:success|failure|cancelled|timed_out|skipped)$" } }], !1;
                } else
                  return validate33.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.duration_ms !== void 0) {
                let data4 = data.duration_ms, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "number" && isFinite(data4)) {
                    if (data4 > 315576e6 || isNaN(data4))
                      return validate33.errors = [{ instancePath: instancePath + "/duration_ms", schemaPath: "#/properties/duration_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
                    if (data4 < 0 || isNaN(data4))
                      return validate33.errors = [{ instancePath: instancePath + "/duration_ms", schemaPath: "#/properties/duration_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                  } else
                    return validate33.errors = [{ instancePath: instancePath + "/duration_ms", schemaPath: "#/properties/duration_ms/type", keyword: "type", params: { type: "number" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate33.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate33.errors = vErrors, errors === 0;
}
var event_performance_sample = validate34;
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.service !== void 0) {
        let data0 = data.service, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate34.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate34.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.p95_latency_ms !== void 0) {
          let data1 = data.p95_latency_ms, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "number" && isFinite(data1)) {
              if (data1 > 315576e6 || isNaN(data1))
                return validate34.errors = [{ instancePath: instancePath + "/p95_latency_ms", schemaPath: "#/properties/p95_latency_ms/maximum", keyword: "maximum", params: { comparison: "<=", limit: 315576e6 } }], !1;
              if (data1 < 0 || isNaN(data1))
                return validate34.errors = [{ instancePath: instancePath + "/p95_latency_ms", schemaPath: "#/properties/p95_latency_ms/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
            } else
              return validate34.errors = [{ instancePath: instancePath + "/p95_latency_ms", schemaPath: "#/properties/p95_latency_ms/type", keyword: "type", params: { type: "number" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.throughput !== void 0) {
            let data2 = data.throughput, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "number" && isFinite(data2)) {
                if (data2 > 1e12 || isNaN(data2))
                  return validate34.errors = [{ instancePath: instancePath + "/throughput", schemaPath: "#/properties/throughput/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
                if (data2 < 0 || isNaN(data2))
                  return validate34.errors = [{ instancePath: instancePath + "/throughput", schemaPath: "#/properties/throughput/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
              } else
                return validate34.errors = [{ instancePath: instancePath + "/throughput", schemaPath: "#/properties/throughput/type", keyword: "type", params: { type: "number" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.error_rate !== void 0) {
              let data3 = data.error_rate, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "number" && isFinite(data3)) {
                  if (data3 > 1 || isNaN(data3))
                    return validate34.errors = [{ instancePath: instancePath + "/error_rate", schemaPath: "#/properties/error_rate/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1 } }], !1;
                  if (data3 < 0 || isNaN(data3))
                    return validate34.errors = [{ instancePath: instancePath + "/error_rate", schemaPath: "#/properties/error_rate/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
                } else
                  return validate34.errors = [{ instancePath: instancePath + "/error_rate", schemaPath: "#/properties/error_rate/type", keyword: "type", params: { type: "number" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate34.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate34.errors = vErrors, errors === 0;
}
var event_prediction = validate35;
var pattern26 = func2("^(?:success|failure|unknown)$", "");
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.probability === void 0 && (missing0 = "probability"))
        return validate35.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.prediction_id !== void 0) {
        let data0 = data.prediction_id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern3.test(data0))
              return validate35.errors = [{ instancePath: instancePath + "/prediction_id", schemaPath: "#/properties/prediction_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
          } else
            return validate35.errors = [{ instancePath: instancePath + "/prediction_id", schemaPath: "#/properties/prediction_id/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.service !== void 0) {
          let data1 = data.service, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate35.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate35.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.probability !== void 0) {
            let data2 = data.probability, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "number" && isFinite(data2)) {
                if (data2 > 1 || isNaN(data2))
                  return validate35.errors = [{ instancePath: instancePath + "/probability", schemaPath: "#/properties/probability/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1 } }], !1;
                if (data2 < 0 || isNaN(data2))
                  return validate35.errors = [{ instancePath: instancePath + "/probability", schemaPath: "#/properties/probability/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
              } else
                return validate35.errors = [{ instancePath: instancePath + "/probability", schemaPath: "#/properties/probability/type", keyword: "type", params: { type: "number" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.outcome !== void 0) {
              let data3 = data.outcome, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (!pattern26.test(data3))
                    return validate35.errors = [{ instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/pattern", keyword: "pattern", params: { pattern: "^(?:success|failure|unknown)$" } }], !1;
                } else
                  return validate35.errors = [{ instancePath: instancePath + "/outcome", schemaPath: "#/properties/outcome/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate35.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate35.errors = vErrors, errors === 0;
}
var event_incident = validate36;
function validate36(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.incident_id !== void 0) {
        let data0 = data.incident_id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern3.test(data0))
              return validate36.errors = [{ instancePath: instancePath + "/incident_id", schemaPath: "#/properties/incident_id/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9][A-Za-z0-9_.:=;-]{0,127}$" } }], !1;
          } else
            return validate36.errors = [{ instancePath: instancePath + "/incident_id", schemaPath: "#/properties/incident_id/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.service !== void 0) {
          let data1 = data.service, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (data1.length > 1048576)
                return validate36.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
            } else
              return validate36.errors = [{ instancePath: instancePath + "/service", schemaPath: "#/properties/service/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.severity !== void 0) {
            let data2 = data.severity, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (data2.length > 1048576)
                  return validate36.errors = [{ instancePath: instancePath + "/severity", schemaPath: "#/properties/severity/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
              } else
                return validate36.errors = [{ instancePath: instancePath + "/severity", schemaPath: "#/properties/severity/type", keyword: "type", params: { type: "string" } }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.opened_at !== void 0) {
              let data3 = data.opened_at, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (!pattern1.test(data3))
                    return validate36.errors = [{ instancePath: instancePath + "/opened_at", schemaPath: "#/properties/opened_at/pattern", keyword: "pattern", params: { pattern: "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$" } }], !1;
                } else
                  return validate36.errors = [{ instancePath: instancePath + "/opened_at", schemaPath: "#/properties/opened_at/type", keyword: "type", params: { type: "string" } }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.resolved_at !== void 0) {
                let data4 = data.resolved_at, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (!pattern1.test(data4))
                      return validate36.errors = [{ instancePath: instancePath + "/resolved_at", schemaPath: "#/properties/resolved_at/pattern", keyword: "pattern", params: { pattern: "^20(?:\\d\\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:[02468][048]|[13579][26])-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?Z$" } }], !1;
                  } else
                    return validate36.errors = [{ instancePath: instancePath + "/resolved_at", schemaPath: "#/properties/resolved_at/type", keyword: "type", params: { type: "string" } }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate36.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate36.errors = vErrors, errors === 0;
}
var event_custom = validate37, schema38 = { $id: "custom", type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 1048576 }, properties: { type: "object", maxProperties: 20, additionalProperties: { type: ["string", "number", "boolean"], maxLength: 1048576 } } } };
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.name === void 0 && (missing0 = "name"))
        return validate37.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 } }], !1;
      if (data.name !== void 0) {
        let data0 = data.name, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (data0.length > 1048576)
              return validate37.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
          } else
            return validate37.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.properties !== void 0) {
          let data1 = data.properties, _errs3 = errors;
          if (errors === _errs3)
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              if (Object.keys(data1).length > 20)
                return validate37.errors = [{ instancePath: instancePath + "/properties", schemaPath: "#/properties/properties/maxProperties", keyword: "maxProperties", params: { limit: 20 } }], !1;
              for (let key0 in data1) {
                let data2 = data1[key0], _errs6 = errors;
                if (typeof data2 != "string" && !(typeof data2 == "number" && isFinite(data2)) && typeof data2 != "boolean")
                  return validate37.errors = [{ instancePath: instancePath + "/properties/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/properties/additionalProperties/type", keyword: "type", params: { type: schema38.properties.properties.additionalProperties.type } }], !1;
                if (errors === _errs6 && typeof data2 == "string" && data2.length > 1048576)
                  return validate37.errors = [{ instancePath: instancePath + "/properties/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/properties/additionalProperties/maxLength", keyword: "maxLength", params: { limit: 1048576 } }], !1;
                var valid1 = _errs6 === errors;
                if (!valid1)
                  break;
              }
            } else
              return validate37.errors = [{ instancePath: instancePath + "/properties", schemaPath: "#/properties/properties/type", keyword: "type", params: { type: "object" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate37.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate37.errors = vErrors, errors === 0;
}
var event_client_report = validate38;
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.captured !== void 0) {
        let data0 = data.captured, _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)))
          return validate38.errors = [{ instancePath: instancePath + "/captured", schemaPath: "#/properties/captured/type", keyword: "type", params: { type: "integer" } }], !1;
        if (errors === _errs1 && typeof data0 == "number" && isFinite(data0)) {
          if (data0 > 1e12 || isNaN(data0))
            return validate38.errors = [{ instancePath: instancePath + "/captured", schemaPath: "#/properties/captured/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e12 } }], !1;
          if (data0 < 0 || isNaN(data0))
            return validate38.errors = [{ instancePath: instancePath + "/captured", schemaPath: "#/properties/captured/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } }], !1;
        }
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.drops !== void 0) {
          let data1 = data.drops, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern8.test(data1))
                return validate38.errors = [{ instancePath: instancePath + "/drops", schemaPath: "#/properties/drops/pattern", keyword: "pattern", params: { pattern: "^[a-z][a-z0-9_]{0,31}:\\d{1,9}(?:,[a-z][a-z0-9_]{0,31}:\\d{1,9}){0,31}$" } }], !1;
            } else
              return validate38.errors = [{ instancePath: instancePath + "/drops", schemaPath: "#/properties/drops/type", keyword: "type", params: { type: "string" } }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate38.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } }], !1;
  return validate38.errors = vErrors, errors === 0;
}
export {
  envelope,
  event_agent_response,
  event_automation_outcome,
  event_bubble_closed,
  event_bubble_opened,
  event_client_report,
  event_cta_clicked,
  event_custom,
  event_decision,
  event_error,
  event_feedback,
  event_file_upload,
  event_incident,
  event_message_sent,
  event_override,
  event_page_view,
  event_performance_sample,
  event_prediction,
  event_rate_limited,
  event_request,
  event_session_end,
  event_session_start,
  event_step,
  event_suggestion_clicked,
  event_ticket,
  event_user_query,
  event_vendor_call,
  event_widget_loaded,
  event_workflow_run
};
export const eventValidators = new Map([
  ['session_start', event_session_start],
  ['session_end', event_session_end],
  ['page_view', event_page_view],
  ['file_upload', event_file_upload],
  ['user_query', event_user_query],
  ['agent_response', event_agent_response],
  ['feedback', event_feedback],
  ['widget_loaded', event_widget_loaded],
  ['bubble_opened', event_bubble_opened],
  ['bubble_closed', event_bubble_closed],
  ['suggestion_clicked', event_suggestion_clicked],
  ['cta_clicked', event_cta_clicked],
  ['rate_limited', event_rate_limited],
  ['message_sent', event_message_sent],
  ['vendor_call', event_vendor_call],
  ['decision', event_decision],
  ['override', event_override],
  ['automation_outcome', event_automation_outcome],
  ['step', event_step],
  ['ticket', event_ticket],
  ['request', event_request],
  ['error', event_error],
  ['workflow_run', event_workflow_run],
  ['performance_sample', event_performance_sample],
  ['prediction', event_prediction],
  ['incident', event_incident],
  ['custom', event_custom],
  ['client_report', event_client_report],
])
